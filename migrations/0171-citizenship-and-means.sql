-- Citizenship and means of control in the counts of detected victims.
alter table statistics.detected_victim add column citizenship text;
alter table statistics.detected_victim add column means text[] not null default '{}';
comment on column statistics.detected_victim.means is 'Means of control that the file states for this person, by fact code; none where none is coded.';

drop function statistics.counted_in_reach(date, date);
create function statistics.counted_in_reach(from_on date, until_on date)
  returns table (sex text, age_group text, age_broad text, forms text[], laws text[], country text,
    province text, district text, status text, citizenship text, means text[], year text, n int)
  language plpgsql stable as $$
#variable_conflict use_column
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  -- Not a SET clause: only a superuser may put that on a parameter of our own.
  perform set_config('panah.system', 'yes', true);
  return query select sex, age_group, age_broad, forms, laws, country, province, district, status,
      citizenship, means, extract(year from detected_on)::text, count(*)::int
    from statistics.detected_victim
    where (core.viewer_has('statistician') or core.viewer_has('oversight'))
      and (jurisdiction = core.viewer_jurisdiction() or jurisdiction like core.viewer_jurisdiction() || '-%')
      and detected_on between from_on and until_on
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
  perform set_config('panah.system', before, true);
end $$;
