package main

import (
	"context"
	"net"
	"net/http/httptest"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"

	"example.com/shop/postgrestest"
	"example.com/shop/pricing/pricingpb"
)

// pricingFunc is a pricing service over loopback.
type pricingFunc func(ctx context.Context, product string) (*pricingpb.GetPriceResponse, error)

type pricingServer struct {
	pricingpb.UnimplementedPricingServer
	price pricingFunc
}

func (s pricingServer) GetPrice(ctx context.Context, r *pricingpb.GetPriceRequest) (*pricingpb.GetPriceResponse, error) {
	return s.price(ctx, r.ProductId)
}

func (f pricingFunc) start(t *testing.T) prices {
	t.Helper()
	listener := listen(t)
	server := grpc.NewServer()
	pricingpb.RegisterPricingServer(server, pricingServer{price: f})
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return pricesAt(t, listener.Addr().String())
}

func pricesAt(t *testing.T, address string) prices {
	t.Helper()
	conn, err := dialPricing(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return prices{pricingpb.NewPricingClient(conn)}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}

func teaPot(context.Context, string) (*pricingpb.GetPriceResponse, error) {
	return &pricingpb.GetPriceResponse{Amount: 1290, Currency: "EUR"}, nil
}

// emptyDatabase returns the URL of a server without our tables, and a pool on it.
func emptyDatabase(t *testing.T) (string, *pgxpool.Pool) {
	t.Helper()
	url := postgrestest.Start(t)
	pool, err := pgxpool.New(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return url, pool
}

func database(t *testing.T) *pgxpool.Pool {
	t.Helper()
	url, pool := emptyDatabase(t)
	if err := migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	return pool
}

func open(t *testing.T, s *shop) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handler(prometheus.NewRegistry(), prometheus.DefBuckets, s))
	t.Cleanup(server.Close)
	return server
}
