module example.com/shop/postgrestest

go 1.26.0
