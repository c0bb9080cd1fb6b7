-- Published figures that a country enters itself, beside those that come with Panah.
create table statistics.figure_version (
  jurisdiction text not null,
  key text not null check (key ~ '^own-[a-z0-9-]{1,60}$'),
  version int not null check (version >= 1),
  body jsonb not null,
  written_by uuid not null,
  written_at timestamptz not null,
  confirmed_by uuid check (confirmed_by <> written_by),
  confirmed_at timestamptz,
  taken_back_by uuid,
  taken_back_at timestamptz,
  reason text check (length(reason) between 3 and 600),
  primary key (jurisdiction, key, version)
);
comment on table statistics.figure_version is 'A figure as it was entered, each change a version of its own. What others have published: no personal data. The latest version that a second person confirmed and nobody took back is in the register.';
alter table statistics.figure_version enable row level security;
alter table statistics.figure_version force row level security;
create policy staff_reads on statistics.figure_version for select using (
  (select core.viewer_is_system())
  or ((select core.viewer()) is not null
    and ((select core.viewer_jurisdiction()) = jurisdiction
      or (select core.viewer_jurisdiction()) like jurisdiction || '-%'
      or jurisdiction like (select core.viewer_jurisdiction()) || '-%')));
create policy statistician_writes on statistics.figure_version for insert with check (
  (select core.viewer_is_system())
  or (core.viewer_has('statistician') and jurisdiction = (select core.viewer_jurisdiction())
    and written_by = (select core.viewer()) and confirmed_by is null and taken_back_by is null));
create policy counters_decide on statistics.figure_version for update using (
  (select core.viewer_is_system())
  or ((core.viewer_has('statistician') or core.viewer_has('oversight'))
    and jurisdiction = (select core.viewer_jurisdiction())))
  with check ((select core.viewer_is_system())
    or confirmed_by = (select core.viewer()) or taken_back_by = (select core.viewer()));
grant select, insert on statistics.figure_version to panah_app;
grant update (confirmed_by, confirmed_at, taken_back_by, taken_back_at, reason)
  on statistics.figure_version to panah_app;
