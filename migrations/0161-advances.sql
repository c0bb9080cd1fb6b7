-- What a family is said to owe, as each side tells it.
create table worksites.advance (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  family_id uuid not null,
  party_id uuid,
  begun_on date not null,
  words_sealed text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, family_id) references worksites.family,
  foreign key (jurisdiction, party_id) references worksites.party
);
comment on table worksites.advance is 'A debt (peshgi) for which a family works. No amount stands here: each is a statement of somebody.';
create index advance_id on worksites.advance (id);
create index advance_of on worksites.advance (jurisdiction, family_id);

create table worksites.entry (
  jurisdiction text not null,
  id uuid not null,
  site_id uuid not null,
  advance_id uuid not null,
  side text not null check (side in ('worker', 'employer', 'paper')),
  kind text not null check (kind in ('given', 'earned', 'paid', 'deducted', 'repaid', 'taken')),
  rupees int not null check (rupees between 1 and 1000000000),
  on_day date not null,
  said_by_sealed text not null,
  said_on date not null,
  words_sealed text,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  struck_on date,
  struck_words_sealed text,
  version int not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, advance_id) references worksites.advance,
  check ((struck_on is null) = (struck_words_sealed is null))
);
comment on table worksites.entry is 'One amount as one side told it, with who said it. A wrong one is struck out with the reason and stays readable.';
create index entry_id on worksites.entry (id);
create index entry_of on worksites.entry (jurisdiction, advance_id);

do $$
declare name text;
begin
  foreach name in array array['advance', 'entry'] loop
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
end $$;
create policy own_office_strikes on worksites.entry for update using (worksites.viewer_keeps(site_id));
grant update on worksites.entry to panah_app;
