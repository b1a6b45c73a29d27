-- The outbox reads letters newest first, and an address its newest codes.
create index mail_by_date on mail (created_at desc);
create index mail_by_address on mail (to_address, created_at desc);
