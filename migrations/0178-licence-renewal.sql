-- Applications to renew a licence: what was handed in, what stood against it, and who decided.

create table recruiters.renewal (
  jurisdiction text not null,
  id uuid not null,
  agency_id uuid not null,
  licensee_id uuid not null references recruiters.licensee,
  applied_on date not null,
  papers text[] not null,
  words_sealed text,
  state text not null default 'open' check (state in ('open', 'granted', 'refused', 'withdrawn')),
  reason text,
  order_number text not null default '' check (length(order_number) <= 100),
  heard_on date,
  decided_on date,
  decision_words_sealed text,
  checks jsonb,
  term_from date,
  term_until date,
  entered_by uuid not null,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction, id),
  check ((state = 'open') = (decided_on is null)),
  check ((decided_on is null) = (decided_by is null)),
  check ((state = 'granted') = (term_from is not null)),
  check ((term_from is null) = (term_until is null)),
  check (term_until >= term_from),
  check (state in ('open', 'withdrawn') or (reason is not null and order_number <> '')),
  check (state <> 'refused' or heard_on is not null),
  check (state in ('open', 'withdrawn') or decided_by <> entered_by)
);
comment on table recruiters.renewal is 'Seen and decided by the licensing authority. Whoever entered it never decides it.';
comment on column recruiters.renewal.checks is 'What the system counted on the day of the decision, as the one who decided saw it.';
create unique index renewal_open on recruiters.renewal (licensee_id) where state = 'open';
create index renewal_of on recruiters.renewal (licensee_id, applied_on);
create index renewal_id on recruiters.renewal (id);

alter table recruiters.renewal enable row level security;
alter table recruiters.renewal force row level security;
create policy authority_reads on recruiters.renewal for select
  using ((select core.viewer_is_system())
    or ((select recruiters.viewer_supervises()) and (select core.viewer_sees()) <> 'nothing'));
create policy own_office_enters on recruiters.renewal for insert
  with check (state = 'open' and entered_by = (select core.viewer())
    and agency_id = (select core.viewer_agency()) and (select recruiters.viewer_supervises()));
create policy authority_decides on recruiters.renewal for update
  using (state = 'open' and (select recruiters.viewer_supervises()))
  with check (decided_by = (select core.viewer()) and (select recruiters.viewer_supervises()));
grant select, insert, update on recruiters.renewal to panah_app;
