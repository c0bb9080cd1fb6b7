-- Pictures of a finding, the vigilance committees of the districts, the wages that were notified.
create table worksites.photo (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  finding_id uuid not null,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  picture_sealed text not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, site_id) references worksites.site,
  foreign key (jurisdiction, finding_id) references worksites.finding
);
comment on table worksites.photo is 'Pictures without what a camera writes beside them, sealed; seen with the site.';
create index photo_of_site on worksites.photo (site_id);
alter table worksites.photo enable row level security;
alter table worksites.photo force row level security;
create policy with_the_site on worksites.photo for select using (
  (select core.viewer_is_system()) or exists (select 1 from worksites.site s
    where s.jurisdiction = photo.jurisdiction and s.id = photo.site_id));
create policy own_office_adds on worksites.photo for insert with check (worksites.viewer_keeps(site_id));
grant select, insert on worksites.photo to panah_app;

create table worksites.committee (
  jurisdiction text not null,
  id uuid not null,
  agency_id uuid not null,
  place_code text not null references core.place,
  notified_on date,
  order_number text,
  grade text not null check (grade in ('gazette', 'official-copy', 'secondary', 'press', 'memory', 'not-verified')),
  source text,
  ended_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  check (ended_on is null or notified_on is null or ended_on >= notified_on)
);
comment on table worksites.committee is 'The vigilance committee of a district (s. 15): read by every labour office of the jurisdiction, written by the one that keeps it.';
comment on column worksites.committee.grade is 'How well the notification is known.';
create index committee_id on worksites.committee (id);
create unique index committee_of on worksites.committee (jurisdiction, place_code) where ended_on is null;

create table worksites.committee_member (
  jurisdiction text not null,
  id uuid not null,
  committee_id uuid not null,
  seat text not null check (seat in ('elected', 'administration', 'bar', 'press', 'social-services', 'labour', 'other')),
  office_sealed text not null,
  since_on date,
  left_on date,
  added_by uuid not null,
  added_at timestamptz not null default now(),
  version int not null default 1,
  primary key (jurisdiction, id),
  check (left_on is null or since_on is null or left_on >= since_on)
);
comment on table worksites.committee_member is 'Who sits by which office. No names, no phones: the office is answerable.';

create table worksites.meeting (
  jurisdiction text not null,
  id uuid not null,
  committee_id uuid not null,
  on_day date not null,
  present uuid[] not null,
  minutes_sealed text,
  struck_on date,
  struck_words_sealed text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  check ((struck_on is null) = (struck_words_sealed is null))
);
comment on table worksites.meeting is 'A meeting that was held. One written down by mistake is struck out with the reason and counts no more.';
create index meeting_id on worksites.meeting (id);
create index meeting_day on worksites.meeting (jurisdiction, committee_id, on_day desc) where struck_on is null;

create table worksites.decision (
  jurisdiction text not null,
  id uuid not null,
  committee_id uuid not null,
  meeting_id uuid not null,
  member_id uuid not null,
  words_sealed text not null,
  due_on date not null,
  done_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, meeting_id) references worksites.meeting,
  foreign key (jurisdiction, member_id) references worksites.committee_member
);
comment on table worksites.decision is 'What a meeting decided: who does it, by when.';
create index decision_id on worksites.decision (id);
create index decision_of on worksites.decision (jurisdiction, meeting_id);
create index decision_due on worksites.decision (jurisdiction, due_on) where done_on is null;

create table worksites.decision_event (
  jurisdiction text not null,
  id uuid not null,
  committee_id uuid not null,
  decision_id uuid not null,
  step text not null check (step in ('done', 'open-again', 'new-day')),
  due_on date not null,
  words_sealed text,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, decision_id) references worksites.decision
);
comment on column worksites.decision_event.due_on is 'The last day as it stood after the step.';
create index decision_event_of on worksites.decision_event (jurisdiction, decision_id, made_at);

create function worksites.viewer_of(wanted text) returns boolean language sql stable
  as $$ select core.viewer_is_system()
    or (worksites.viewer_inspects() and wanted = core.viewer_jurisdiction()) $$;

alter table worksites.committee enable row level security;
alter table worksites.committee force row level security;
create policy labour_offices_read on worksites.committee for select using (worksites.viewer_of(jurisdiction));
create policy own_office_records on worksites.committee for insert with check (
  worksites.viewer_of(jurisdiction) and agency_id = (select core.viewer_agency()));
create policy own_office_changes on worksites.committee for update using (
  worksites.viewer_of(jurisdiction) and agency_id = (select core.viewer_agency()));
grant select, insert, update on worksites.committee to panah_app;

create function worksites.viewer_keeps_committee(wanted uuid) returns boolean language sql stable
  as $$ select exists (select 1 from worksites.committee
    where id = wanted and agency_id = core.viewer_agency()) $$;

do $$
declare name text;
begin
  foreach name in array array['committee_member', 'meeting', 'decision', 'decision_event'] loop
    execute format('create index %I on worksites.%I (committee_id)', name || '_of_committee', name);
    execute format('alter table worksites.%I add foreign key (jurisdiction, committee_id) references worksites.committee', name);
    execute format('alter table worksites.%I enable row level security', name);
    execute format('alter table worksites.%I force row level security', name);
    execute format('create policy with_the_committee on worksites.%I for select using (worksites.viewer_of(jurisdiction))', name);
    execute format('create policy own_office_adds on worksites.%I for insert with check (worksites.viewer_keeps_committee(committee_id))', name);
    execute format('grant select, insert on worksites.%I to panah_app', name);
  end loop;
  foreach name in array array['committee_member', 'meeting', 'decision'] loop
    execute format('create policy own_office_changes on worksites.%I for update using (worksites.viewer_keeps_committee(committee_id))', name);
    execute format('grant update on worksites.%I to panah_app', name);
  end loop;
end $$;

create table worksites.meeting_term (
  jurisdiction text not null,
  id uuid not null,
  months int not null check (months between 1 and 24),
  grade text not null check (grade in ('gazette', 'official-copy', 'secondary', 'press', 'memory', 'not-verified')),
  source text,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (jurisdiction, id)
);
comment on table worksites.meeting_term is 'How long a district may go without a meeting. No text that was read says it: the office sets it, and the latest counts.';
create index meeting_term_latest on worksites.meeting_term (jurisdiction, set_at desc);
alter table worksites.meeting_term enable row level security;
alter table worksites.meeting_term force row level security;
create policy labour_offices_read on worksites.meeting_term for select using (worksites.viewer_of(jurisdiction));
create policy supervisors_set on worksites.meeting_term for insert with check (
  worksites.viewer_of(jurisdiction) and (select core.viewer_has('supervisor')) and set_by = (select core.viewer()));
grant select, insert on worksites.meeting_term to panah_app;

create table worksites.wage (
  jurisdiction text not null,
  id uuid not null,
  unit text not null check (unit in ('month', 'day', 'thousand-pieces')),
  work text not null,
  rupees int not null check (rupees between 1 and 1000000),
  from_on date not null,
  until_on date,
  notification text not null,
  notified_on date,
  grade text not null check (grade in ('gazette', 'official-copy', 'secondary', 'press', 'memory', 'not-verified')),
  source text,
  entered_by uuid not null,
  entered_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_words text,
  version int not null default 1,
  primary key (jurisdiction, id),
  check (until_on is null or until_on >= from_on),
  check (confirmed_by <> entered_by),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((withdrawn_by is null) = (withdrawn_at is null) and (withdrawn_by is null) = (withdrawn_words is null))
);
comment on table worksites.wage is 'A minimum wage as it was notified. Entered by one, compared with the notification by another; counts from then on.';
create index wage_id on worksites.wage (id);
alter table worksites.wage enable row level security;
alter table worksites.wage force row level security;
create policy labour_offices_read on worksites.wage for select using (worksites.viewer_of(jurisdiction));
create policy labour_offices_enter on worksites.wage for insert with check (
  worksites.viewer_of(jurisdiction) and entered_by = (select core.viewer()));
create policy labour_offices_change on worksites.wage for update using (worksites.viewer_of(jurisdiction));
grant select, insert, update on worksites.wage to panah_app;
