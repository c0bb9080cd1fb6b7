-- Shelters and centres that let the public know of them. Each row is one place, told by the office that
-- runs it and by nobody else; what is not to be told is not kept here at all.
create table guide.listing (
  jurisdiction text not null default 'PK',
  id uuid not null,
  agency_id uuid not null references core.agency,
  kind text not null check (kind in ('shelter', 'centre')),
  -- How much is told: the district alone, the name too, or the address too.
  tells text not null check (tells in ('district', 'name', 'address')),
  for_whom text[] not null check (cardinality(for_whom) between 1 and 5
    and for_whom <@ array['women', 'men', 'children', 'families', 'anyone']),
  place_code text not null references core.place,
  phone text check (length(phone) between 3 and 20),
  name_en text check (length(name_en) between 1 and 120),
  name_ur text check (length(name_ur) between 1 and 120),
  address_en text check (length(address_en) between 1 and 300),
  address_ur text check (length(address_ur) between 1 and 300),
  listed_by uuid not null,
  listed_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  primary key (jurisdiction, id),
  check ((name_en is null) = (name_ur is null)),
  check ((address_en is null) = (address_ur is null)),
  check (tells <> 'district' or name_en is null),
  check (tells = 'address' or address_en is null),
  check (ended_at is not null or tells = 'district' or name_en is not null),
  check (ended_at is not null or tells <> 'address' or address_en is not null),
  check ((ended_by is null) = (ended_at is null)),
  -- Taken back: what was told is gone, that it was told is not.
  check (ended_at is null or (phone is null and name_en is null and address_en is null))
);
comment on table guide.listing is 'What a shelter or centre lets the public know of itself. Public while it stands; ended, its own office reads that it was, without what it said.';
create index listing_stands on guide.listing (place_code) where ended_at is null;
create index listing_of on guide.listing (agency_id, listed_at);
alter table guide.listing enable row level security;
alter table guide.listing force row level security;

-- The offices that run shelters or centres.
create function guide.viewer_runs_places() returns boolean language sql stable as $$
  select exists (select from core.agency a where a.id = core.viewer_agency()
    and a.kind in ('shelter', 'ngo', 'child-protection', 'protector-of-emigrants', 'labour-department'))
$$;
create policy what_stands_is_public on guide.listing for select using (
  ended_at is null or agency_id = (select core.viewer_agency()) or (select core.viewer_is_system()));
create policy its_head_lists on guide.listing for insert with check (
  ended_at is null and listed_by = (select core.viewer()) and agency_id = (select core.viewer_agency())
  and (select core.viewer_has('supervisor')) and (select guide.viewer_runs_places()));
-- Anybody who works there may take it back: it must not wait for one person.
create policy its_house_takes_back on guide.listing for update using (
    ended_at is null and agency_id = (select core.viewer_agency())
    and ((select core.viewer_has('supervisor')) or (select core.viewer_has('case-worker'))))
  with check (agency_id = (select core.viewer_agency()) and ended_by = (select core.viewer()));
grant select, insert, update (ended_by, ended_at, phone, name_en, name_ur, address_en, address_ur)
  on guide.listing to panah_app;
