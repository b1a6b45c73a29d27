-- Whoever runs an import holds its number; one that stopped half-way is taken over under a new number, and
-- the old runner, should it wake, writes nothing more.
alter table organisation_import add column run uuid, add column progressed_at timestamptz;
create index organisation_import_by_date on organisation_import (created_at desc);
