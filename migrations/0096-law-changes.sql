-- The law of this installation grows by dated versions: one legal officer drafts, another signs.
create table charges.law_change (
  jurisdiction text not null,
  id uuid not null,
  kind text not null check (kind in ('version', 'library')),
  cited text check (length(cited) between 1 and 60),
  body jsonb not null,
  reason text not null check (length(reason) between 1 and 4000),
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  state text not null default 'drafted' check (state in ('drafted', 'signed', 'returned')),
  decided_by uuid,
  decided_at timestamptz,
  decision_words text check (length(decision_words) <= 4000),
  as_lawyer boolean not null default false,
  version int not null default 1,
  primary key (jurisdiction, id),
  check ((kind = 'version') = (cited is not null)),
  check ((state = 'drafted') = (decided_by is null)),
  -- Nobody signs what he wrote.
  check (decided_by is null or decided_by <> drafted_by)
);
comment on table charges.law_change is 'Never edited: a version is drafted, then signed or returned by a second legal officer. Only what is signed counts. Holds no case data; every member of staff may read it.';
create index law_change_signed on charges.law_change (decided_at) where state = 'signed';
alter table charges.law_change enable row level security;
alter table charges.law_change force row level security;
create policy staff_read on charges.law_change for select using (
  (select core.viewer_is_system()) or (select core.viewer()) is not null);
create policy legal_officer_drafts on charges.law_change for insert with check (
  (select core.viewer_is_system())
  or ((select core.viewer_has('legal-officer')) and drafted_by = (select core.viewer()) and state = 'drafted'));
create policy second_legal_officer_decides on charges.law_change for update using (
  (select core.viewer_is_system())
  or ((select core.viewer_has('legal-officer')) and drafted_by <> (select core.viewer()) and state = 'drafted'))
  with check ((select core.viewer_is_system())
    or ((select core.viewer_has('legal-officer')) and decided_by = (select core.viewer()) and state <> 'drafted'));
grant select, insert, update (state, decided_by, decided_at, decision_words, as_lawyer, version) on charges.law_change to panah_app;
