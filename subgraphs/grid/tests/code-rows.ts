const values = (scheme: string, codes: readonly string[], parent: string | null = null): string => codes.map((code, at) =>
  `('${scheme}', '${code}', '${scheme} ${code}', '', '1', ${at + 1}, 'REGISTERED', ${parent === null ? 'NULL' : `'${parent}'`})`).join(', ');

/** Code tables that are few enough to be seen through, for `fill`. */
export const CODES = `
  INSERT INTO code_table SELECT scheme, '1', scheme, scheme, '', '2016-03-01', 'REGISTERED'
  FROM unnest('{dispute-kind,dispute-scale,resolution-method,event-subcategory,position-type}'::text[]) AS scheme;
  INSERT INTO code_value VALUES ${values('dispute-kind', ['0', '1', '12'])}, ${values('dispute-scale', ['01', '02'])},
    ${values('resolution-method', ['03', '10', '13'])}, ${values('event-subcategory', ['0101'], 'DISPUTE')},
    ${values('event-subcategory', ['0201', '0202'], 'SECURITY_HAZARD')}, ${values('event-subcategory', ['0301'], 'LIVELIHOOD_SERVICE')},
    ${values('position-type', ['3', '8'])};`;
