/**
 * Server settings of the embedded Postgres, as command-line arguments.
 *
 * Sized for a laptop. Nothing a reader asked for reaches the log: no statements, no parameters, no failing statement
 * (its text may hold a search word), no connection lines.
 *
 * @param throwAway a test cluster: durability is switched off
 */
export function toServerSettings(throwAway: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: throwAway ? '100' : '60',
    shared_buffers: throwAway ? '128MB' : '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    // No replica and no archive hang on an embedded server; minimal WAL makes the bulk loads cheaper.
    wal_level: 'minimal',
    // The default of 1 GB doubles what a laptop stores for a corpus of a few hundred megabytes.
    max_wal_size: '512MB',
    max_wal_senders: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    password_encryption: 'scram-sha-256',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_statement: 'none',
    log_min_duration_statement: '-1',
    log_min_error_statement: 'panic',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    log_min_messages: 'fatal',
    log_hostname: 'off',
    log_disconnections: 'off',
    log_checkpoints: 'off',
    ...(throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
