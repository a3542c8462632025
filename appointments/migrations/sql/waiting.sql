-- The waitlist. A visitor leaves a wish under a private link, which alone reads it and says yes or no to an offer;
-- admins see the list and take people off it; the worker of the clinic makes the offers.
CALL public.guard('public.appointments_waitingwish');
CALL public.audit('public.appointments_waitingwish');
CALL public.show_to_lookup('public.appointments_waitingwish');
CALL public.show_to_worker('public.appointments_waitingwish', 'SELECT, UPDATE');
GRANT SELECT, INSERT, UPDATE (state, passed) ON public.appointments_waitingwish TO restartix_app;
CREATE POLICY visitor_leaves ON public.appointments_waitingwish FOR INSERT TO restartix_app
    WITH CHECK (link_hash = (SELECT public.current_link_hash()) AND state = 'waiting'
                AND organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY link_reads ON public.appointments_waitingwish FOR SELECT TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash())
           AND organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY link_answers ON public.appointments_waitingwish FOR UPDATE TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash())
           AND organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY admin_reads ON public.appointments_waitingwish FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE POLICY admin_withdraws ON public.appointments_waitingwish FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))
    WITH CHECK (state = 'withdrawn');

ALTER TABLE public.appointments_waitingwish
    ADD CONSTRAINT within_appointments_waitingwish_service_id FOREIGN KEY (organisation_id, service_id)
        REFERENCES public.appointments_service (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE,
    ADD CONSTRAINT within_appointments_waitingwish_calendar_id FOREIGN KEY (organisation_id, calendar_id)
        REFERENCES public.appointments_calendar (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE,
    ADD CONSTRAINT within_appointments_waitingwish_specialist_id FOREIGN KEY (organisation_id, specialist_id)
        REFERENCES public.appointments_specialist (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE,
    ADD CONSTRAINT within_appointments_waitingwish_offered_with_id FOREIGN KEY (organisation_id, offered_with_id)
        REFERENCES public.appointments_specialist (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE;

-- An offer keeps its time as a visitor's hold does, in the wish's name.
CALL public.show_to_worker('public.appointments_hold', 'SELECT, INSERT');
SET LOCAL ROLE restartix_lookup;
GRANT EXECUTE ON FUNCTION public.busy_seconds(uuid[], timestamptz, timestamptz, bigint) TO restartix_worker;
RESET ROLE;

-- The clinics where somebody waits, or was offered a time: ids only.
CREATE FUNCTION public.clinics_waited_for() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT w.organisation_id FROM public.appointments_waitingwish w WHERE w.state IN ('waiting', 'offered')
$$;
CALL public.belongs_to_lookup('public.clinics_waited_for()', 'restartix_worker');
