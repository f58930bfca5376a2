"""Any database: how it is found and opened, its catalog, the ledger of what a load has done."""
