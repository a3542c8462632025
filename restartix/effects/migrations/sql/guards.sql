CALL public.guard('public.effects_effect');
CALL public.show_to_lookup('public.effects_effect');
CALL public.show_to_worker('public.effects_effect', 'SELECT, INSERT, UPDATE');
GRANT SELECT, INSERT, UPDATE ON public.effects_effect TO restartix_app;
CREATE POLICY asked_here ON public.effects_effect FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND state = 'pending' AND attempts = 0
                AND (appointment_id IS NULL OR EXISTS (
                    SELECT 1 FROM public.appointments_appointment a WHERE a.id = effects_effect.appointment_id)));
CREATE POLICY admin_watches ON public.effects_effect TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

-- The sweep's two questions: what is due (ids only, of every clinic), and that a worker was here.
CREATE FUNCTION public.due_effects(most int) RETURNS TABLE (organisation_id bigint, effect_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.organisation_id, e.id FROM public.effects_effect e
    WHERE e.state = 'pending' AND e.next_attempt_at <= now() AND (e.lease_until IS NULL OR e.lease_until <= now())
    ORDER BY e.next_attempt_at LIMIT most
$$;
CALL public.belongs_to_lookup('public.due_effects(int)', 'restartix_worker');

CREATE TABLE public.effects_heartbeat (id int PRIMARY KEY CHECK (id = 1), at timestamptz NOT NULL);
GRANT SELECT ON public.effects_heartbeat TO restartix_app, restartix_worker;
GRANT SELECT, INSERT, UPDATE ON public.effects_heartbeat TO restartix_lookup;
CREATE FUNCTION public.worker_beats() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.effects_heartbeat VALUES (1, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET at = excluded.at
$$;
CALL public.belongs_to_lookup('public.worker_beats()', 'restartix_worker');

-- The frame's own tables: sessions and the queue. They hold no clinic's data.
GRANT SELECT, INSERT, UPDATE, DELETE ON public.django_session TO restartix_app;
GRANT INSERT, SELECT (id) ON public.django_q_ormq TO restartix_app;
GRANT USAGE ON SEQUENCE public.django_q_ormq_id_seq TO restartix_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.django_q_ormq, public.django_q_schedule, public.django_q_task
    TO restartix_worker;
GRANT USAGE ON SEQUENCE public.django_q_ormq_id_seq, public.django_q_schedule_id_seq TO restartix_worker;
