-- Two codes of the decision, so that an audit can ask whether it depends on them. Never a name.
alter table reports.triage
  add column accused text check (accused in ('official', 'agent', 'employer', 'family', 'stranger', 'unknown')),
  add column victim_sex text check (victim_sex in ('female', 'male', 'transgender', 'several', 'unknown'));
comment on column reports.triage.accused is 'Who is accused, in kind; unknown: the desk looked and cannot tell; null: nobody said.';
comment on column reports.triage.victim_sex is 'several: people of more than one sex.';
