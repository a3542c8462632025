CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is permanent' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'history_is_permanent';
END $$;
