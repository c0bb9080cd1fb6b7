-- What a recruiter was allowed to send workers for, who went, and what they found on arrival.

-- Nothing ever wrote it: reports stand later than this room and are sealed from it.
alter table recruiters.complaint drop column report_id;

create table recruiters.job_order (
  jurisdiction text not null,
  id uuid not null,
  reference text not null,
  agency_id uuid not null,
  licensee_id uuid not null references recruiters.licensee,
  employer_sealed text not null,
  country text not null check (country ~ '^[A-Z]{3}$'),
  occupation text not null,
  wanted int not null check (wanted between 1 and 100000),
  demanded_on date not null,
  wage int not null check (wage between 1 and 100000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  hours_a_day int check (hours_a_day between 1 and 24),
  contract_months int check (contract_months between 1 and 120),
  housing boolean,
  food boolean,
  return_ticket boolean,
  state text not null default 'demanded' check (state in ('demanded', 'sent-back', 'permitted', 'refused', 'stopped', 'closed')),
  permitted int check (permitted between 1 and 100000),
  permission_number text check (length(permission_number) <= 100),
  permitted_on date,
  permitted_until date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, id),
  unique (jurisdiction, reference),
  check ((state in ('permitted', 'stopped')) <= (permitted is not null)),
  check (permitted <= wanted)
);
comment on table recruiters.job_order is 'A demand for workers abroad. Seen by every office of the licensing authority; written by the office that scrutinises it.';
comment on column recruiters.job_order.employer_sealed is 'Sealed: an employer can be a household.';
comment on column recruiters.job_order.housing is 'Whether the employer gives it free; undefined where the demand does not say.';
create index job_order_id on recruiters.job_order (id);
create index job_order_of on recruiters.job_order (licensee_id, demanded_on);
create index job_order_state on recruiters.job_order (state, demanded_on);

create table recruiters.job_order_step (
  jurisdiction text not null,
  id uuid not null,
  job_order_id uuid not null,
  state text not null,
  on_day date not null,
  reasons text[] not null default '{}',
  words_sealed text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, job_order_id) references recruiters.job_order (jurisdiction, id)
);
create index job_order_step_of on recruiters.job_order_step (jurisdiction, job_order_id, on_day);

create table recruiters.sending (
  jurisdiction text not null,
  id uuid not null,
  job_order_id uuid not null,
  kind text not null check (kind in ('agreements', 'departures')),
  on_day date not null,
  workers int not null check (workers between 1 and 10000),
  worker_indexes text[] not null default '{}',
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, job_order_id) references recruiters.job_order (jurisdiction, id)
);
comment on table recruiters.sending is 'Foreign service agreements registered, and workers who left, by day.';
comment on column recruiters.sending.worker_indexes is 'Keyed indexes of CNICs or passports: a worker who complains is found under the order they left on. No name, no number.';
create index sending_of on recruiters.sending (jurisdiction, job_order_id, on_day);
create index sending_worker on recruiters.sending using gin (worker_indexes);

create table recruiters.found_terms (
  jurisdiction text not null,
  complaint_id uuid not null,
  job_order_id uuid not null,
  wage int check (wage between 0 and 100000000),
  currency text check (currency ~ '^[A-Z]{3}$'),
  hours_a_day int check (hours_a_day between 1 and 24),
  contract_months int check (contract_months between 0 and 120),
  occupation text,
  housing boolean,
  food boolean,
  return_ticket boolean,
  falls_short boolean not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction, complaint_id),
  check ((wage is null) = (currency is null)),
  foreign key (jurisdiction, complaint_id) references recruiters.complaint (jurisdiction, id),
  foreign key (jurisdiction, job_order_id) references recruiters.job_order (jurisdiction, id)
);
comment on table recruiters.found_terms is 'What the worker of a complaint found in place of what the order promised. Seen with the complaint.';
create index found_terms_order on recruiters.found_terms (jurisdiction, job_order_id);

do $$
declare name text;
begin
  foreach name in array array['job_order', 'job_order_step', 'sending', 'found_terms'] loop
    execute format('alter table recruiters.%I enable row level security', name);
    execute format('alter table recruiters.%I force row level security', name);
  end loop;
end $$;

create policy authority_reads on recruiters.job_order for select
  using ((select core.viewer_is_system())
    or ((select recruiters.viewer_supervises()) and (select core.viewer_sees()) <> 'nothing')
    -- What a complaint that was sent to the investigators is held against goes with its file.
    or ((select recruiters.viewer_investigates()) and exists (select 1 from recruiters.found_terms f
      where f.jurisdiction = job_order.jurisdiction and f.job_order_id = job_order.id)));
create policy own_office_records on recruiters.job_order for insert
  with check (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises()));
create policy own_office_changes on recruiters.job_order for update
  using (agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises()));
grant select, insert, update on recruiters.job_order to panah_app;

create function recruiters.viewer_keeps_order(asked uuid) returns boolean language sql stable
  as $$ select exists (select 1 from recruiters.job_order
    where id = asked and agency_id = core.viewer_agency()) $$;

do $$
declare name text;
begin
  foreach name in array array['job_order_step', 'sending'] loop
    execute format('create policy with_the_order on recruiters.%I for select using (
      exists (select 1 from recruiters.job_order o
        where o.jurisdiction = %I.jurisdiction and o.id = %I.job_order_id))', name, name, name);
    execute format('create policy own_office_records on recruiters.%I for insert
      with check (recorded_by = (select core.viewer()) and recruiters.viewer_keeps_order(job_order_id))', name);
    execute format('grant select, insert on recruiters.%I to panah_app', name);
  end loop;
end $$;
-- A batch typed wrong is taken back by the office that wrote it.
create policy own_office_takes_back on recruiters.sending for delete
  using (recruiters.viewer_keeps_order(job_order_id));
grant delete on recruiters.sending to panah_app;

create policy with_the_complaint on recruiters.found_terms for select
  using (exists (select 1 from recruiters.complaint c
    where c.jurisdiction = found_terms.jurisdiction and c.id = found_terms.complaint_id));
create policy own_office_records on recruiters.found_terms for insert
  with check (recorded_by = (select core.viewer()) and exists (select 1 from recruiters.complaint c
    where c.jurisdiction = found_terms.jurisdiction and c.id = found_terms.complaint_id
      and c.agency_id = (select core.viewer_agency())));
create policy own_office_changes on recruiters.found_terms for update
  using (exists (select 1 from recruiters.complaint c
    where c.jurisdiction = found_terms.jurisdiction and c.id = found_terms.complaint_id
      and c.agency_id = (select core.viewer_agency())));
grant select, insert, update on recruiters.found_terms to panah_app;
