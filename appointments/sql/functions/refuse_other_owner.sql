CREATE OR REPLACE FUNCTION public.refuse_other_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a specialist stays whose they are' USING ERRCODE = 'check_violation', CONSTRAINT = 'specialist_stays';
END $$;
