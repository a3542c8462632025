ALTER TABLE public.effects_effect ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.effects_effect FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.effects_effect TO restartix_app, restartix_worker;
GRANT SELECT, UPDATE (next_attempt_at, delivery, delivery_code) ON public.effects_effect TO restartix_lookup;

CALL public.set_constraint('public.effects_effect', 'within_effects_effect_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.effects_effect', 'within_effects_effect_link_id',
    'FOREIGN KEY (organisation_id, link_id) REFERENCES public.identity_signinlink(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.effects_effect', 'within_effects_effect_one_time_code_id',
    'FOREIGN KEY (organisation_id, one_time_code_id) REFERENCES public.identity_onetimecode(organisation_id, id)');

DROP POLICY IF EXISTS owner_maintains ON public.effects_effect;
CREATE POLICY owner_maintains ON public.effects_effect TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_watches ON public.effects_effect;
CREATE POLICY admin_watches ON public.effects_effect TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS asked_by_the_named_signer ON public.effects_effect;
CREATE POLICY asked_by_the_named_signer ON public.effects_effect FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND kind = 'document' AND state = 'pending'
                AND attempts = 0 AND appointment_id = ANY (ARRAY(SELECT public.current_named_visit_ids())));

DROP POLICY IF EXISTS asked_here ON public.effects_effect;
CREATE POLICY asked_here ON public.effects_effect FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND state = 'pending' AND attempts = 0
                AND (appointment_id IS NULL OR EXISTS (
                    SELECT 1 FROM public.appointments_appointment a WHERE a.id = effects_effect.appointment_id)));

DROP POLICY IF EXISTS specialist_watches ON public.effects_effect;
CREATE POLICY specialist_watches ON public.effects_effect TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE a.id = effects_effect.appointment_id
                     AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));

DROP POLICY IF EXISTS lookup_reads ON public.effects_effect;
CREATE POLICY lookup_reads ON public.effects_effect FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS outages_hurry ON public.effects_effect;
CREATE POLICY outages_hurry ON public.effects_effect FOR UPDATE TO restartix_lookup
    USING (state = 'pending') WITH CHECK (state = 'pending');

DROP POLICY IF EXISTS reports_are_noted ON public.effects_effect;
CREATE POLICY reports_are_noted ON public.effects_effect FOR UPDATE TO restartix_lookup
    USING (kind IN ('mail', 'sms')) WITH CHECK (kind IN ('mail', 'sms'));

DROP POLICY IF EXISTS worker_of_the_clinic ON public.effects_effect;
CREATE POLICY worker_of_the_clinic ON public.effects_effect TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));
