-- Numbers whose owners answered STOP, and when. All clinics text from the same number, so it holds for each of them.
CREATE TABLE public.effects_stoppednumber (
    phone text PRIMARY KEY CHECK (phone ~ '^\+[0-9]{5,15}$'),
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, DELETE ON public.effects_stoppednumber TO restartix_lookup;

CREATE FUNCTION public.note_stop(number text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.effects_stoppednumber (phone) VALUES (number) ON CONFLICT DO NOTHING;
$$;
CALL public.belongs_to_lookup('public.note_stop(text)', 'restartix_app');

CREATE FUNCTION public.note_start(number text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.effects_stoppednumber WHERE phone = number;
$$;
CALL public.belongs_to_lookup('public.note_start(text)', 'restartix_app');

-- When the owner of this number answered STOP; null while they have not.
CREATE FUNCTION public.stopped_at(number text) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT at FROM public.effects_stoppednumber WHERE phone = number;
$$;
CALL public.belongs_to_lookup('public.stopped_at(text)', 'restartix_app');

SET LOCAL ROLE restartix_lookup;
GRANT EXECUTE ON FUNCTION public.note_stop(text) TO restartix_worker;
GRANT EXECUTE ON FUNCTION public.stopped_at(text) TO restartix_worker;
RESET ROLE;
