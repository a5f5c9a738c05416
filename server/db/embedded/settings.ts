/**
 * What the embedded server runs with: fit for 2 cores and 1 GB of memory, durable, reachable from this machine only.
 * They are given at every start, so that a new version of Muster brings its own.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',

  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'on',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',

  shared_buffers: '256MB',
  // Containers often give 64 MB of /dev/shm, too little for a parallel hash join.
  min_dynamic_shared_memory: '64MB',

  random_page_cost: '1.1',
  default_statistics_target: '200',
  jit: 'off',

  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements carry addresses and names in their text and detail: they stay out of the log.
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}
