-- Why what was noted in a file was withdrawn, and that it was put back: every word stays.
create table network.tie_word (
  jurisdiction text not null,
  id uuid not null,
  tie_id uuid not null,
  said text not null check (said in ('withdrawn', 'put-back')),
  reason text check (reason in ('entered-wrong', 'another-person', 'taken-back', 'found-untrue', 'noted-twice', 'other')),
  words_sealed text,
  person_id uuid not null,
  said_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, tie_id) references network.tie on delete cascade,
  check ((said = 'withdrawn') = (reason is not null))
);
comment on table network.tie_word is 'Seen with the tie. Never changed: an undo is one more line.';
create index tie_word_of on network.tie_word (jurisdiction, tie_id, id);
alter table network.tie_word enable row level security;
alter table network.tie_word force row level security;
create policy with_the_tie on network.tie_word for select using ((select core.viewer_is_system())
  or exists (select 1 from network.tie t where t.jurisdiction = tie_word.jurisdiction and t.id = tie_word.tie_id));
create policy own_agency_says on network.tie_word for insert with check (person_id = (select core.viewer())
  and exists (select 1 from network.tie t join cases.case_file c on c.jurisdiction = t.jurisdiction and c.id = t.case_id
    where t.jurisdiction = tie_word.jurisdiction and t.id = tie_word.tie_id
      and c.agency_id = (select core.viewer_agency())));
grant select, insert on network.tie_word to panah_app;
