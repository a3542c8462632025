-- An archive holds what its asker could see when they asked. It is theirs while they may still see that much.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.rights_over(person uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT r FROM unnest(ARRAY['book', 'forms', 'results']) r
                 WHERE person IN (SELECT public.current_user_person_ids(r)))
$$;
REVOKE ALL ON FUNCTION public.rights_over FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.rights_over TO restartix_app;
