-- What came of a campaign, for those who plan and count: numbers, no report, no case, no person. Runs
-- as the system, because none of them may read a report.
create function statistics.campaign_outcome(asked text)
  returns table (reports int, cases int, identified int) language plpgsql stable as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  if not guide.reads_campaigns() then return; end if;
  perform set_config('panah.system', 'yes', true);
  return query
    with came as (
      select b.jurisdiction, b.report_id from reports.came_by b where b.code = asked
    ), opened as (
      select distinct f.jurisdiction, f.id from cases.case_file f join came c on c.report_id = f.report_id
    ), standing as (
      select d.person_id, d.status, row_number() over (partition by d.person_id
          order by d.decided_at desc, d.id desc) as place
      from screening.decision d join opened o on o.jurisdiction = d.jurisdiction and o.id = d.case_id
    )
    select (select count(*)::int from came), (select count(*)::int from opened),
      (select count(*)::int from standing where place = 1 and status in ('presumed', 'confirmed'));
  perform set_config('panah.system', before, true);
end $$;

create function statistics.reports_by_day(districts text[], from_on date, until_on date)
  returns table (place text, on_day date, n int) language plpgsql stable as $$
declare before text := coalesce(current_setting('panah.system', true), '');
begin
  if not guide.reads_campaigns() then return; end if;
  perform set_config('panah.system', 'yes', true);
  return query
    select r.place_code, (r.received_at at time zone 'Asia/Karachi')::date, count(*)::int
    from reports.report r
    where r.place_code = any (districts)
      and r.received_at >= (from_on::timestamp at time zone 'Asia/Karachi')
      and r.received_at < ((until_on + 1)::timestamp at time zone 'Asia/Karachi')
    group by 1, 2;
  perform set_config('panah.system', before, true);
end $$;
