-- Consent, what it allows, and the referrals that rest on it.
create schema protection;
grant usage on schema protection to panah_app;

create table protection.consent (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  agency_id uuid not null,
  purpose text not null check (purpose in ('shelter', 'medical', 'psychosocial', 'legal-aid', 'return',
    'family-tracing', 'agency-sharing', 'reporting')),
  to_agency_id uuid,
  fields text[] not null default '{}',
  withheld_from_sealed text,
  given_by text not null check (given_by in ('self', 'guardian')),
  guardian_person_id uuid,
  guardian_sealed text,
  child_view text check (child_view in ('agrees', 'disagrees', 'too-young')),
  child_view_sealed text,
  how text not null check (how in ('spoken', 'written', 'interpreter')),
  language text not null,
  given_on date not null,
  expires_on date not null check (expires_on > given_on),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_recorded_by uuid,
  withdrawn_said_to text check (withdrawn_said_to in ('us', 'recipient')),
  version int not null default 1,
  primary key (jurisdiction, id),
  check ((purpose = 'reporting') = (to_agency_id is null)),
  check (given_by = 'self' or (guardian_sealed is not null and child_view is not null))
);
comment on table protection.consent is 'One yes, for one purpose, to one recipient. Seen by those who see the case; never by the recipient.';
comment on column protection.consent.withheld_from_sealed is 'Who must not learn of it, in the person''s words. Sealed; stays with the case.';
create index consent_of_case on protection.consent (jurisdiction, case_id);
create index consent_id on protection.consent (id);
alter table protection.consent enable row level security;
alter table protection.consent force row level security;
create policy sees_the_case on protection.consent for select
  using ((select core.viewer_is_system()) or exists (select 1 from cases.case_file c
    where c.jurisdiction = consent.jurisdiction and c.id = consent.case_id));
create policy case_agency_records on protection.consent for insert
  with check (agency_id = (select core.viewer_agency()) and exists (select 1 from cases.case_file c
    where c.jurisdiction = consent.jurisdiction and c.id = consent.case_id
      and c.agency_id = (select core.viewer_agency())));
create policy case_agency_withdraws on protection.consent for update
  using ((select core.viewer_is_system()) or (agency_id = (select core.viewer_agency())
    and exists (select 1 from cases.case_file c
      where c.jurisdiction = consent.jurisdiction and c.id = consent.case_id)));
grant select, insert, update on protection.consent to panah_app;

create table protection.legal_basis (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  agency_id uuid not null,
  purpose text not null,
  to_agency_id uuid not null,
  fields text[] not null,
  code text not null check (code in ('danger-to-life', 'child-best-interests', 'court-order', 'duty-by-law')),
  words_sealed text not null,
  from_on date not null,
  until_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  second_by uuid,
  second_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction, id),
  check (second_by is null or second_by <> recorded_by),
  check (until_on between from_on and from_on + 31)
);
comment on table protection.legal_basis is 'Why something was shared without consent: code, words, and the second person who confirmed it.';
create index legal_basis_of_case on protection.legal_basis (jurisdiction, case_id);
create index legal_basis_id on protection.legal_basis (id);
alter table protection.legal_basis enable row level security;
alter table protection.legal_basis force row level security;
create policy sees_the_case on protection.legal_basis for select
  using ((select core.viewer_is_system()) or exists (select 1 from cases.case_file c
    where c.jurisdiction = legal_basis.jurisdiction and c.id = legal_basis.case_id));
create policy case_agency_records on protection.legal_basis for insert
  with check (agency_id = (select core.viewer_agency()) and recorded_by = (select core.viewer())
    and exists (select 1 from cases.case_file c
      where c.jurisdiction = legal_basis.jurisdiction and c.id = legal_basis.case_id
        and c.agency_id = (select core.viewer_agency())));
create policy supervisor_confirms on protection.legal_basis for update
  using (agency_id = (select core.viewer_agency()) and (select core.viewer_has('supervisor'))
    and recorded_by <> (select core.viewer()));
grant select, insert, update on protection.legal_basis to panah_app;

create table protection.referral (
  jurisdiction text not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  from_agency_id uuid not null,
  to_agency_id uuid not null,
  purpose text not null,
  fields text[] not null,
  content_sealed text,
  status text not null check (status in ('drafted', 'sent', 'accepted', 'served', 'declined', 'closed', 'recalled')),
  consent_id uuid,
  legal_basis_id uuid,
  rests_until date,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  sent_by uuid,
  sent_at timestamptz,
  answered_by uuid,
  answered_at timestamptz,
  declined_for text,
  recalled_for text,
  outcome text,
  ended_at timestamptz,
  note_sealed text,
  version int not null default 1,
  primary key (jurisdiction, id),
  -- Nothing leaves without consent or a legal basis, whatever the code above does.
  check (status in ('drafted', 'closed') or consent_id is not null or legal_basis_id is not null),
  -- What was shared is gone from here the moment it is called back.
  check (status <> 'recalled' or content_sealed is null)
);
comment on table protection.referral is 'Seen by those who see the case, and once sent by the agency it is addressed to.';
comment on column protection.referral.content_sealed is 'Draft: what may be shared, for the sender. Once sent: only the fields consented to, for both sides. Emptied on recall.';
comment on column protection.referral.note_sealed is 'What the receiving agency wrote when it declined or closed; both sides read it.';
create index referral_of_case on protection.referral (jurisdiction, case_id);
create index referral_to on protection.referral (to_agency_id, status, sent_at);
create index referral_from on protection.referral (from_agency_id, status, sent_at);
create index referral_id on protection.referral (id);
create index referral_consent on protection.referral (consent_id) where consent_id is not null;
alter table protection.referral enable row level security;
alter table protection.referral force row level security;
create policy sees_the_case on protection.referral for select
  using ((select core.viewer_is_system()) or exists (select 1 from cases.case_file c
    where c.jurisdiction = referral.jurisdiction and c.id = referral.case_id));
create policy addressed_to_us on protection.referral for select
  using (to_agency_id = (select core.viewer_agency()) and status <> 'drafted' and sent_at is not null
    and (select core.viewer_sees()) <> 'nothing');
create policy case_agency_drafts on protection.referral for insert
  with check (from_agency_id = (select core.viewer_agency()) and status = 'drafted'
    and exists (select 1 from cases.case_file c
      where c.jurisdiction = referral.jurisdiction and c.id = referral.case_id
        and c.agency_id = (select core.viewer_agency())));
create policy case_agency_moves on protection.referral for update
  using ((select core.viewer_is_system()) or (from_agency_id = (select core.viewer_agency())
    and exists (select 1 from cases.case_file c
      where c.jurisdiction = referral.jurisdiction and c.id = referral.case_id)));
create policy recipient_answers on protection.referral for update
  using (to_agency_id = (select core.viewer_agency()) and status in ('sent', 'accepted', 'served')
    and (select core.viewer_sees()) <> 'nothing')
  with check (to_agency_id = (select core.viewer_agency())
    and status in ('accepted', 'declined', 'served', 'closed', 'recalled'));
grant select, insert, update on protection.referral to panah_app;

create table protection.service (
  jurisdiction text not null,
  id uuid not null,
  referral_id uuid not null,
  agency_id uuid not null,
  kind text not null,
  from_on date not null,
  until_on date check (until_on >= from_on),
  note_sealed text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, referral_id) references protection.referral (jurisdiction, id)
);
comment on table protection.service is 'What a receiving agency did. Kinds: HTCDS 2.0 spl_Type.';
comment on column protection.service.note_sealed is 'For the serving agency alone: the sender sees kind and dates.';
create index service_of_referral on protection.service (jurisdiction, referral_id);
alter table protection.service enable row level security;
alter table protection.service force row level security;
create policy either_side_of_the_referral on protection.service for select
  using ((select core.viewer_is_system())
    or exists (select 1 from protection.referral r where r.jurisdiction = service.jurisdiction
      and r.id = service.referral_id
      and (r.to_agency_id <> (select core.viewer_agency()) or r.status <> 'recalled')));
create policy serving_agency_records on protection.service for insert
  with check (agency_id = (select core.viewer_agency())
    and exists (select 1 from protection.referral r where r.jurisdiction = service.jurisdiction
      and r.id = service.referral_id and r.to_agency_id = (select core.viewer_agency())
      and r.status in ('accepted', 'served')));
grant select, insert on protection.service to panah_app;
