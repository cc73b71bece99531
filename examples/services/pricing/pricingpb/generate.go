// Package pricingpb is the client and the server interface of the pricing service, generated from pricing.proto.
//
// Generating needs protoc (also in Python's grpcio-tools, as python -m grpc_tools.protoc) and
//
//	go install google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12
//	go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2
package pricingpb

//go:generate protoc --go_out=. --go_opt=paths=source_relative --go-grpc_out=. --go-grpc_opt=paths=source_relative pricing.proto
