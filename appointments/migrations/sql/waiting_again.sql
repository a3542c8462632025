-- Who comes back to the waitlist waits behind everyone who waits by then; their link may say so.
DO $$ BEGIN PERFORM set_config('app.system_context', 'on', true); END $$;
UPDATE public.appointments_waitingwish SET waiting_since = created_at;
DO $$ BEGIN PERFORM set_config('app.system_context', '', true); END $$;
GRANT UPDATE (waiting_since) ON public.appointments_waitingwish TO restartix_app;
