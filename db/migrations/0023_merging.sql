-- Two companies that are one have one prequalification: what the other had goes along, and its row goes.
grant delete on prequalification to muster_app;
