WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
requested AS (
  SELECT t.*, array_remove(ARRAY[
    CASE WHEN t.purpose IS NULL THEN 'PURPOSE' END,
    CASE WHEN t.opened_at IS NOT NULL AND t.approval_ref IS NULL THEN 'APPROVAL' END,
    CASE WHEN t.opened_at IS NOT NULL AND t.state <> 'CLOSED' THEN 'CLOSURE' END], NULL) AS gaps
  FROM video.viewing_ticket t, root
  WHERE asked.inside(t.area_path, root.path) AND asked.in_period(asked.day(t.requested_at), $1::jsonb->'period')
),
listed AS (
  SELECT *, row_number() OVER (ORDER BY requested_at DESC, id DESC) AS place FROM requested
  WHERE gaps && ARRAY(SELECT jsonb_array_elements_text($1::jsonb->'gap'))
),
organizations AS (SELECT id, jsonb_build_object('name', name) AS named FROM centers.organization)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'viewingTicketSummary', (
    SELECT jsonb_build_object(
      'requested', count(*), 'withoutPurpose', count(*) FILTER (WHERE 'PURPOSE' = ANY (gaps)),
      'withoutApproval', count(*) FILTER (WHERE 'APPROVAL' = ANY (gaps)), 'withoutClosure', count(*) FILTER (WHERE 'CLOSURE' = ANY (gaps)),
      'byState', (SELECT asked.list(jsonb_agg(jsonb_build_object('state', state, 'tickets', tickets) ORDER BY state))
                  FROM (SELECT state, count(*) AS tickets FROM requested GROUP BY state) AS states))
    FROM requested),
  'viewingTickets', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'id', t.id, 'state', t.state, 'gaps', to_jsonb(t.gaps), 'overdue', t.state = 'OPEN' AND t.window_to <= now(), 'purpose', t.purpose,
        'caseReference', t.case_reference, 'approvalRef', t.approval_ref, 'operatorCount', t.operator_count,
        'windowFrom', asked.moment(t.window_from), 'windowTo', asked.moment(t.window_to), 'openedAt', asked.moment(t.opened_at),
        'endedAt', asked.moment(t.ended_at), 'destination', t.destination,
        'area', (SELECT jsonb_build_object('code', a.code, 'name', a.name) FROM centers.area a WHERE a.path = t.area_path),
        'requestingOrganization', (SELECT named FROM organizations o WHERE o.id = t.requesting_organization_id),
        'ownerOrganization', (SELECT named FROM organizations o WHERE o.id = t.owner_organization_id),
        'channels', (SELECT asked.list(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) ORDER BY c.id))
                     FROM video.viewing_ticket_channel k JOIN video.video_channel c ON c.id = k.channel_id WHERE k.ticket_id = t.id),
        'entries', (SELECT asked.list(jsonb_agg(jsonb_build_object(
                      'seq', n.seq, 'action', n.action, 'state', n.state, 'byPost', n.by_post, 'at', asked.moment(n.at)) ORDER BY n.seq))
                    FROM video.viewing_ticket_entry n WHERE n.ticket_id = t.id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM listed t)
)) FROM root
