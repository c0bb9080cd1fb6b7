-- The way out: order, leaving, certificate, rehabilitation, and whether they are still free a year later.
create table worksites.release (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  family_id uuid not null,
  status text not null check (status in ('asked', 'ordered', 'left', 'certified', 'set-aside')),
  asked_on date not null,
  authority text not null check (authority in ('magistrate', 'district-authority')),
  ordered_on date,
  order_number_sealed text,
  left_on date,
  transport_sealed text,
  went_to_sealed text,
  certified_on date,
  certificate_number_sealed text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, family_id) references worksites.family,
  check (status not in ('ordered', 'left', 'certified') or ordered_on is not null),
  check (status not in ('left', 'certified') or left_on is not null),
  check ((status = 'certified') = (certified_on is not null))
);
comment on table worksites.release is 'The release of one family. Where it went to is sealed: whoever kept it may look for it.';
create index release_id on worksites.release (id);
create index release_of on worksites.release (jurisdiction, family_id);
-- One way out at a time.
create unique index release_open on worksites.release (jurisdiction, family_id) where status <> 'set-aside';

create table worksites.release_event (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  release_id uuid not null,
  step text not null,
  words_sealed text,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, release_id) references worksites.release
);

create table worksites.step (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  release_id uuid not null,
  code text not null check (code in ('follow-up-1', 'follow-up-6', 'follow-up-12', 'identity-papers', 'home',
    'school', 'cash-help', 'work', 'health', 'legal-aid', 'other')),
  who_sealed text,
  words_sealed text,
  due_on date not null,
  done_on date,
  outcome text check (outcome in ('free', 'at-risk', 'back-in-bondage', 'not-found')),
  found_sealed text,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, release_id) references worksites.release,
  check (outcome is null or (done_on is not null and code like 'follow-up-%')),
  check (code not like 'follow-up-%' or (done_on is null) = (outcome is null))
);
comment on table worksites.step is 'Who does what by when after a release; follow-ups are made with the day of leaving.';
create index step_id on worksites.step (id);
create index step_due on worksites.step (jurisdiction, due_on) where done_on is null;
create unique index step_follow_up on worksites.step (jurisdiction, release_id, code) where code like 'follow-up-%';

create table worksites.case_link (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  family_id uuid not null,
  member_id uuid not null,
  case_id uuid not null,
  reference text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, member_id) references worksites.member
);
comment on table worksites.case_link is 'That a criminal file was opened from this labour file, and for whom. Each file keeps its own readers.';

do $$
declare name text;
begin
  foreach name in array array['release', 'release_event', 'step', 'case_link'] loop
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
  foreach name in array array['release', 'step'] loop
    execute format('create policy own_office_changes on worksites.%I for update using (worksites.viewer_keeps(site_id))', name);
    execute format('grant update on worksites.%I to panah_app', name);
  end loop;
end $$;
-- Leaving undone takes its untouched follow-ups with it.
create policy own_office_takes_back on worksites.step for delete using (
  worksites.viewer_keeps(site_id) and done_on is null and code like 'follow-up-%');
grant delete on worksites.step to panah_app;
