module example.com/gantry/serve

go 1.25.0
