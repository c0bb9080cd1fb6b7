-- Calls made to a helpline to see whether it answers. Recorded by a content officer, shown to the public
-- with the day and the office; an entry made by mistake is struck, never changed.
create table guide.helpline_call (
  jurisdiction text not null default 'PK',
  id uuid not null,
  helpline_key text not null references core.helpline (key),
  -- The number that was called: a later number under the same key is another one.
  number text not null check (length(number) between 2 and 20),
  called_on date not null,
  answered boolean not null,
  recorded_by uuid not null,
  -- The office of the one who recorded it, as it was then: the public is told of the office, not of the person.
  recorded_agency uuid not null references core.agency,
  recorded_at timestamptz not null,
  struck_by uuid,
  struck_at timestamptz,
  primary key (jurisdiction, id),
  check ((struck_by is null) = (struck_at is null))
);
comment on table guide.helpline_call is 'Whether a helpline answered, on which day, asked by which office. Holds nothing of any caller in need.';
create index helpline_call_of on guide.helpline_call (helpline_key, called_on desc);
alter table guide.helpline_call enable row level security;
alter table guide.helpline_call force row level security;
create policy what_stands_is_public on guide.helpline_call for select using (
  struck_at is null or (select core.viewer_is_system()) or (select core.viewer_has('content-officer')));
create policy content_officer_records on guide.helpline_call for insert with check (
  struck_at is null and (select core.viewer_has('content-officer'))
  and recorded_by = (select core.viewer()) and recorded_agency = (select core.viewer_agency()));
create policy content_officer_strikes on guide.helpline_call for update using (
  struck_at is null and (select core.viewer_has('content-officer')))
  with check (struck_by = (select core.viewer()) and (select core.viewer_has('content-officer')));
grant select, insert, update (struck_by, struck_at) on guide.helpline_call to panah_app;
