-- Visits to licensees: whom to visit and why, what was found, with pictures, and what was ordered.

create table recruiters.inspection (
  jurisdiction text not null,
  id uuid not null,
  agency_id uuid not null,
  licensee_id uuid not null references recruiters.licensee,
  state text not null check (state in ('planned', 'made', 'dropped')),
  reasons text[] not null default '{}',
  planned_for date,
  planned_by uuid,
  on_day date,
  words_sealed text,
  written_offline boolean not null default false,
  made_by uuid,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  check ((state = 'made') = (on_day is not null)),
  check ((on_day is null) = (made_by is null)),
  check (planned_for is not null or state = 'made')
);
comment on table recruiters.inspection is 'Seen by every office of the licensing authority; written by the office that plans or makes the visit.';
comment on column recruiters.inspection.reasons is 'Why it was planned: codes of the ranking, or what an officer chose.';
create index inspection_id on recruiters.inspection (id);
create index inspection_of on recruiters.inspection (licensee_id, on_day);
create index inspection_planned on recruiters.inspection (agency_id, planned_for) where state = 'planned';

create table recruiters.inspection_finding (
  jurisdiction text not null,
  inspection_id uuid not null,
  item text not null,
  answer text not null check (answer in ('in-order', 'not-in-order')),
  words_sealed text,
  primary key (jurisdiction, inspection_id, item),
  foreign key (jurisdiction, inspection_id) references recruiters.inspection (jurisdiction, id)
);
comment on table recruiters.inspection_finding is 'What was looked at. An item without a row was not looked at.';

create table recruiters.inspection_photo (
  jurisdiction text not null,
  id uuid not null,
  inspection_id uuid not null,
  item text,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  picture_sealed text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, inspection_id) references recruiters.inspection (jurisdiction, id)
);
comment on table recruiters.inspection_photo is 'Pictures without what a camera writes beside them, sealed.';
create index inspection_photo_of on recruiters.inspection_photo (jurisdiction, inspection_id);

create table recruiters.corrective (
  jurisdiction text not null,
  id uuid not null,
  inspection_id uuid not null,
  code text not null,
  words_sealed text,
  due_on date not null,
  done_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, inspection_id) references recruiters.inspection (jurisdiction, id)
);
comment on table recruiters.corrective is 'What was ordered and by when. Stays due until a follow-up finds it done.';
create index corrective_id on recruiters.corrective (id);
create index corrective_of on recruiters.corrective (jurisdiction, inspection_id);
create index corrective_due on recruiters.corrective (due_on) where done_on is null;

create table recruiters.corrective_check (
  jurisdiction text not null,
  id uuid not null,
  corrective_id uuid not null,
  on_day date not null,
  result text not null check (result in ('done', 'partly', 'not-done')),
  new_due_on date,
  words_sealed text,
  checked_by uuid not null,
  checked_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((result = 'done') = (new_due_on is null)),
  foreign key (jurisdiction, corrective_id) references recruiters.corrective (jurisdiction, id)
);
create index corrective_check_of on recruiters.corrective_check (jurisdiction, corrective_id, on_day);

alter table recruiters.inspection enable row level security;
alter table recruiters.inspection force row level security;
create policy authority_reads on recruiters.inspection for select
  using ((select core.viewer_is_system())
    or ((select recruiters.viewer_supervises()) and (select core.viewer_sees()) <> 'nothing'));
create policy own_office_records on recruiters.inspection for insert
  with check (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises()));
create policy own_office_changes on recruiters.inspection for update
  using (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises()));
grant select, insert, update on recruiters.inspection to panah_app;

create function recruiters.viewer_keeps_inspection(asked uuid) returns boolean language sql stable
  as $$ select exists (select 1 from recruiters.inspection
    where id = asked and agency_id = core.viewer_agency()) $$;
create function recruiters.viewer_keeps_corrective(asked uuid) returns boolean language sql stable
  as $$ select exists (select 1 from recruiters.corrective
    where id = asked and recruiters.viewer_keeps_inspection(inspection_id)) $$;

do $$
declare name text;
begin
  foreach name in array array['inspection_finding', 'inspection_photo', 'corrective'] loop
    execute format('alter table recruiters.%I enable row level security', name);
    execute format('alter table recruiters.%I force row level security', name);
    execute format('create policy with_the_inspection on recruiters.%I for select using (
      exists (select 1 from recruiters.inspection i
        where i.jurisdiction = %I.jurisdiction and i.id = %I.inspection_id))', name, name, name);
    execute format('create policy own_office_records on recruiters.%I for insert
      with check (recruiters.viewer_keeps_inspection(inspection_id))', name);
    execute format('grant select, insert on recruiters.%I to panah_app', name);
  end loop;
end $$;
create policy own_office_changes on recruiters.corrective for update
  using (recruiters.viewer_keeps_inspection(inspection_id));
grant update on recruiters.corrective to panah_app;

alter table recruiters.corrective_check enable row level security;
alter table recruiters.corrective_check force row level security;
create policy with_the_order on recruiters.corrective_check for select
  using (exists (select 1 from recruiters.corrective c
    where c.jurisdiction = corrective_check.jurisdiction and c.id = corrective_check.corrective_id));
create policy own_office_records on recruiters.corrective_check for insert
  with check (checked_by = (select core.viewer()) and recruiters.viewer_keeps_corrective(corrective_id));
grant select, insert on recruiters.corrective_check to panah_app;
