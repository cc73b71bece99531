module tools/openapi

go 1.26.0
