SET LOCAL ROLE restartix_lookup;
GRANT EXECUTE ON FUNCTION public.count_tries(text[], int[], int[]) TO restartix_worker;
RESET ROLE;
