-- Days off for everybody: read by whoever is at the clinic's pages, kept by its admins, read by its worker.
CALL public.guard('public.appointments_closing');
CALL public.audit('public.appointments_closing');
CALL public.show_to_worker('public.appointments_closing', 'SELECT');
GRANT SELECT, INSERT, UPDATE, DELETE ON public.appointments_closing TO restartix_app;
CREATE POLICY at_the_clinic ON public.appointments_closing FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY admin_adds ON public.appointments_closing FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE POLICY admin_changes ON public.appointments_closing FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE POLICY admin_takes_back ON public.appointments_closing FOR DELETE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

-- What the page of open times is made of, with the clinic's days off.
CREATE OR REPLACE FUNCTION public.offer_fingerprint(service uuid, since timestamptz, until timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH giving AS (
        SELECT s.id, s::text AS facts
        FROM public.appointments_servicespecialist g JOIN public.appointments_specialist s ON s.id = g.specialist_id
        WHERE g.service_id = service AND s.is_active
    )
    SELECT md5(concat_ws('|',
        (SELECT o::text FROM public.organisations_organisation o WHERE o.id = public.current_organisation_id()),
        (SELECT s::text FROM public.appointments_service s WHERE s.id = service),
        (SELECT string_agg(c::text, '' ORDER BY c.id) FROM public.appointments_calendar c WHERE c.service_id = service),
        (SELECT string_agg(w::text, '' ORDER BY w.id)
         FROM public.appointments_calendarspecialist w JOIN public.appointments_calendar c ON c.id = w.calendar_id
         WHERE c.service_id = service),
        (SELECT string_agg(facts, '' ORDER BY id) FROM giving),
        (SELECT string_agg(h::text, '' ORDER BY h.id)
         FROM public.appointments_weeklyhours h WHERE h.specialist_id IN (SELECT id FROM giving)),
        (SELECT string_agg(d::text, '' ORDER BY d.id)
         FROM public.appointments_dateoverride d
         WHERE d.specialist_id IN (SELECT id FROM giving) AND d.date BETWEEN since::date - 2 AND until::date + 2),
        (SELECT string_agg(c.id::text || c.date || c.is_holiday, '' ORDER BY c.id)
         FROM public.appointments_closing c
         WHERE c.organisation_id = public.current_organisation_id()
           AND c.date BETWEEN since::date - 2 AND until::date + 2),
        (SELECT string_agg(b::text, '' ORDER BY b.specialist_id)
         FROM public.busy_seconds(ARRAY(SELECT id FROM giving), since, until, NULL) b)))
$$;
