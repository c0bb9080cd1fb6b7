-- A supervisor has a report drawn again: he sees its plain fields, says why, and does not choose to whom it goes.
create function reports.draw_again(of_jurisdiction text, of_report uuid, expected int, why text, record_id uuid,
  moment timestamptz) returns int language plpgsql as $$
declare at_desk uuid; held_by uuid; now_version int;
begin
  select desk_id into at_desk from reports.report where jurisdiction = of_jurisdiction and id = of_report;
  if not (at_desk = any (reports.supervised_desks())) then return null; end if;
  perform set_config('panah.system', 'yes', true);
  select holder_id into held_by from reports.report
    where jurisdiction = of_jurisdiction and id = of_report and desk_id = at_desk and version = expected for update;
  if found then
    update reports.report set holder_id = null, held_since = null, drawn_desk_id = null, version = version + 1
      where jurisdiction = of_jurisdiction and id = of_report returning version into now_version;
    insert into reports.allocation_change values
      (of_jurisdiction, record_id, of_report, at_desk, 'redrawn', why, held_by, null, core.viewer(), moment);
  end if;
  perform set_config('panah.system', '', true);
  return now_version;
end $$;
