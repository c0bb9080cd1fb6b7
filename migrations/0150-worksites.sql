-- Kilns, farms, mines: who works there, what an inspector found, what was ordered and whether it was done.
create schema worksites;
grant usage on schema worksites to panah_app;

-- Labour inspectors, the secretary of a committee, their supervisors.
create function worksites.viewer_inspects() returns boolean language sql stable
  as $$ select core.viewer_sees() <> 'nothing'
    and (core.viewer_has('investigator') or core.viewer_has('case-worker') or core.viewer_has('supervisor'))
    and exists (select 1 from core.agency where id = core.viewer_agency() and kind = 'labour-department') $$;

create table worksites.site (
  jurisdiction text not null,
  id uuid not null,
  agency_id uuid not null,
  kind text not null check (kind in ('kiln', 'farm', 'mine', 'loom', 'fishery', 'workshop', 'home', 'other')),
  name_sealed text not null,
  place_code text not null references core.place,
  place_words_sealed text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  check ((latitude is null) = (longitude is null))
);
comment on table worksites.site is 'Seen by the labour office that keeps it, and by whoever sees its jurisdiction. No other agency reads it, also where a case was opened from it.';
comment on column worksites.site.name_sealed is 'Sealed: a kiln is often called after its owner.';
create index site_id on worksites.site (id);
create index site_agency on worksites.site (agency_id, place_code);

create table worksites.party (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  role text not null check (role in ('owner', 'contractor', 'manager', 'landlord')),
  name_sealed text not null,
  phone_sealed text,
  added_by uuid not null,
  added_at timestamptz not null default now(),
  primary key (jurisdiction, id)
);
comment on table worksites.party is 'Who runs a site: owner, contractor (jamadar), manager, landlord. Not a finding against anyone.';

create table worksites.family (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  name_sealed text not null,
  came_on date,
  lives_there boolean,
  added_by uuid not null,
  added_at timestamptz not null default now(),
  version int not null default 1,
  primary key (jurisdiction, id)
);
comment on column worksites.family.name_sealed is 'How the family is called at the site. Sealed.';

create table worksites.member (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  family_id uuid not null,
  name_sealed text,
  sex text not null check (sex in ('Feminine', 'Masculine', 'TransgenderFeminine',
    'TransgenderMasculine', 'NonConforming', 'NonSpecifiedUnknown')),
  age int check (age between 0 and 120),
  age_on date not null,
  works boolean,
  at_school boolean,
  added_by uuid not null,
  added_at timestamptz not null default now(),
  primary key (jurisdiction, id)
);
comment on column worksites.member.age is 'In years on age_on, as said or seen; undefined where nobody knows it.';
create index member_of on worksites.member (jurisdiction, family_id);

create table worksites.visit (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  reason text not null check (reason in ('planned', 'complaint', 'follow-up', 'other-agency')),
  on_day date not null,
  workers_seen int check (workers_seen between 0 and 100000),
  children_seen int check (children_seen between 0 and 100000),
  words_sealed text,
  written_offline boolean not null default false,
  made_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id)
);
create index visit_id on worksites.visit (id);
create index visit_day on worksites.visit (jurisdiction, on_day desc);

create table worksites.finding (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  visit_id uuid not null,
  code text not null,
  basis text not null check (basis in ('seen', 'said-by-worker', 'said-by-owner', 'paper')),
  people int check (people between 1 and 100000),
  words_sealed text,
  primary key (jurisdiction, id)
);
comment on table worksites.finding is 'What an inspector wrote down, in a code and on what it rests. The rule behind the code is in rooms/worksites/rules.ts.';
create index finding_of on worksites.finding (jurisdiction, visit_id);

create table worksites.corrective (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  visit_id uuid not null,
  code text not null,
  to_role text not null check (to_role in ('owner', 'contractor', 'manager', 'landlord')),
  words_sealed text,
  due_on date not null,
  done_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id)
);
comment on table worksites.corrective is 'What was ordered, whom, by when. Stays due until a follow-up finds it done.';
create index corrective_id on worksites.corrective (id);
create index corrective_due on worksites.corrective (jurisdiction, due_on) where done_on is null;

create table worksites.corrective_check (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  corrective_id uuid not null,
  on_day date not null,
  result text not null check (result in ('done', 'partly', 'not-done')),
  new_due_on date,
  words_sealed text,
  checked_by uuid not null,
  checked_at timestamptz not null,
  primary key (jurisdiction, id),
  check ((result = 'done') = (new_due_on is null))
);
create index corrective_check_of on worksites.corrective_check (jurisdiction, corrective_id, on_day);

alter table worksites.site enable row level security;
alter table worksites.site force row level security;
create policy within_reach on worksites.site for select using (
  (select core.viewer_is_system())
  or ((select worksites.viewer_inspects()) and (
    (agency_id = (select core.viewer_agency())
      and ((select core.viewer_sees()) <> 'self' or recorded_by = (select core.viewer())))
    or (jurisdiction = (select core.viewer_jurisdiction()) and (select core.viewer_sees()) = 'jurisdiction'))));
create policy own_office_records on worksites.site for insert with check (
  (select worksites.viewer_inspects()) and agency_id = (select core.viewer_agency())
  and jurisdiction = (select core.viewer_jurisdiction()));
create policy own_office_changes on worksites.site for update using (
  (select worksites.viewer_inspects()) and agency_id = (select core.viewer_agency()));
grant select, insert, update on worksites.site to panah_app;

-- What belongs to a site is seen with the site, and written by the office that keeps it.
create function worksites.viewer_keeps(wanted uuid) returns boolean language sql stable
  as $$ select exists (select 1 from worksites.site where id = wanted and agency_id = core.viewer_agency()) $$;

do $$
declare name text;
begin
  foreach name in array array['party', 'family', 'member', 'visit', 'finding', 'corrective', 'corrective_check'] loop
    execute format('create index %I on worksites.%I (site_id)', name || '_of_site', name);
    execute format('alter table worksites.%I add foreign key (jurisdiction, site_id) references worksites.site', name);
    execute format('alter table worksites.%I enable row level security', name);
    execute format('alter table worksites.%I force row level security', name);
    execute format('create policy with_the_site on worksites.%I for select using (
      (select core.viewer_is_system()) or exists (select 1 from worksites.site s
        where s.jurisdiction = %I.jurisdiction and s.id = %I.site_id))', name, name, name);
    execute format('create policy own_office_adds on worksites.%I for insert with check (worksites.viewer_keeps(site_id))', name);
    execute format('grant select, insert on worksites.%I to panah_app', name);
  end loop;
  foreach name in array array['family', 'corrective'] loop
    execute format('create policy own_office_changes on worksites.%I for update using (worksites.viewer_keeps(site_id))', name);
    execute format('grant update on worksites.%I to panah_app', name);
  end loop;
end $$;
