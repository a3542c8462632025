-- A visit's staff: its assigned specialist and the clinic's admins.
CREATE OR REPLACE FUNCTION public.runs_visit(visit bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = visit
        AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
             OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids()))))
$$;
