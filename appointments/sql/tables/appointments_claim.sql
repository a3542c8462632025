ALTER TABLE public.appointments_claim ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_claim FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.appointments_claim TO restartix_lookup;

-- One promise at a time: holds and visits share these claims, and this constraint is the judge on every path.
CALL public.set_constraint('public.appointments_claim', 'one_promise_at_a_time',
    'EXCLUDE USING gist (specialist_id WITH =, tstzrange(blocked_from, blocked_until) WITH &&)');
CALL public.set_constraint('public.appointments_claim', 'within_appointments_claim_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.appointments_claim', 'within_appointments_claim_block_id',
    'FOREIGN KEY (organisation_id, block_id) REFERENCES public.appointments_block(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.appointments_claim', 'within_appointments_claim_hold_id',
    'FOREIGN KEY (organisation_id, hold_id) REFERENCES public.appointments_hold(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.appointments_claim', 'within_appointments_claim_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_claim;
CREATE POLICY owner_maintains ON public.appointments_claim TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS triggers_keep ON public.appointments_claim;
CREATE POLICY triggers_keep ON public.appointments_claim TO restartix_lookup USING (true) WITH CHECK (true);
