-- What an audit of outcomes is counted from, for oversight alone: fields by which a report was routed
-- and codes of its decision, no id, no content, no person. Runs as the system because oversight may
-- read no report.
create function oversight.audited_reports(from_on date, until_on date)
  returns table (desk text, district text, kind text, language text, accused text, victim_sex text,
    decision text, late boolean, received_at timestamptz, decided_at timestamptz, answered_at timestamptz)
  language plpgsql stable as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  perform set_config('panah.system', 'yes', true);
  return query
    select d.key, r.place_code, r.kind, r.language,
      (select t.accused from reports.triage t where t.report_id = r.id and t.accused is not null order by t.at desc limit 1),
      (select t.victim_sex from reports.triage t where t.report_id = r.id and t.victim_sex is not null order by t.at desc limit 1),
      (select t.decision from reports.triage t where t.report_id = r.id order by t.at desc limit 1),
      exists (select from oversight.overdue o where o.jurisdiction = r.jurisdiction and o.report_id = r.id),
      r.received_at,
      (select min(t.at) from reports.triage t where t.report_id = r.id),
      (select min(e.at) from reports.envelope e where e.jurisdiction = r.jurisdiction and e.report_id = r.id
        and not e.internal and e.direction = 'out')
    from reports.report r join reports.desk d on d.id = r.desk_id
    where core.viewer_has('oversight')
      and (r.jurisdiction = core.viewer_jurisdiction() or r.jurisdiction like core.viewer_jurisdiction() || '-%')
      and r.received_at >= (from_on::timestamp at time zone 'Asia/Karachi')
      and r.received_at < ((until_on + 1)::timestamp at time zone 'Asia/Karachi');
  perform set_config('panah.system', before, true);
end $$;
create index report_received on reports.report (received_at);

create table oversight.fairness_form (
  jurisdiction text not null,
  id uuid not null,
  year int not null check (year between 2020 and 2200),
  body jsonb not null,
  state text not null default 'drafted' check (state in ('drafted', 'signed', 'returned')),
  drafted_by uuid not null references core.account,
  drafted_at timestamptz not null,
  decided_by uuid references core.account,
  decided_at timestamptz,
  decision_words text check (length(decision_words) <= 4000),
  version int not null default 1,
  primary key (jurisdiction, id),
  check ((state = 'drafted') = (decided_by is null)),
  -- Nobody signs what he drew up.
  check (decided_by is null or decided_by <> drafted_by)
);
comment on table oversight.fairness_form is 'The yearly public form of the audit, small numbers left out, as it was drawn up. Public once a second person of oversight has signed.';
-- Two forms of one year could be subtracted from each other.
create unique index fairness_form_of_year on oversight.fairness_form (jurisdiction, year) where state = 'signed';
alter table oversight.fairness_form enable row level security;
alter table oversight.fairness_form force row level security;
create policy everyone_reads_signed on oversight.fairness_form for select using (state = 'signed');
create policy oversight_reads on oversight.fairness_form for select
  using ((select core.viewer_is_system()) or ((select core.viewer_has('oversight'))
    and jurisdiction = (select core.viewer_jurisdiction())));
create policy oversight_draws_up on oversight.fairness_form for insert
  with check ((select core.viewer_has('oversight')) and jurisdiction = (select core.viewer_jurisdiction())
    and drafted_by = (select core.viewer()) and state = 'drafted');
create policy second_person_decides on oversight.fairness_form for update
  using ((select core.viewer_has('oversight')) and jurisdiction = (select core.viewer_jurisdiction())
    and drafted_by <> (select core.viewer()) and state = 'drafted')
  with check (decided_by = (select core.viewer()) and state <> 'drafted');
grant select, insert, update (state, decided_by, decided_at, decision_words, version)
  on oversight.fairness_form to panah_app;
