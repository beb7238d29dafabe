/** Settings of the embedded server, passed on its command line so that each start has the current ones. */
export function toSettings(port: number, durable: boolean): Readonly<Record<string, string | number>> {
  return {
    port,
    listen_addresses: '127.0.0.1',
    // TCP is enough, and a socket's path may be at most 107 bytes long.
    unix_socket_directories: '',
    // Each process of the hub takes up to 64.
    max_connections: 300,
    shared_buffers: '128MB',
    maintenance_work_mem: '64MB',
    wal_compression: 'on',
    max_wal_size: '512MB',
    min_wal_size: '80MB',
    random_page_cost: 1.1,
    // Our statements are short: compiling one costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    // A forgotten transaction would keep vacuum from cleaning for as long as the server lives.
    idle_in_transaction_session_timeout: '10min',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: -1,
    // Statements and row values are people's data, and the log is not the place for it.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}
