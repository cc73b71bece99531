package main

import (
	"net"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"example.com/shop/pricing/pricingpb"
)

func client(t testing.TB) pricingpb.PricingClient {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	register(server)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return pricingpb.NewPricingClient(conn)
}

func TestProductThatIsSoldHasAPrice(t *testing.T) {
	got, err := client(t).GetPrice(t.Context(), &pricingpb.GetPriceRequest{ProductId: "tea-pot"})
	if err != nil || got.Amount != 3900 || got.Currency != "EUR" {
		t.Errorf("got %v, %v; want 3900 EUR", got, err)
	}
}

func TestProductThatIsNotSoldIsRefused(t *testing.T) {
	pricing := client(t)
	for id, want := range map[string]codes.Code{"car": codes.NotFound, "": codes.InvalidArgument} {
		_, err := pricing.GetPrice(t.Context(), &pricingpb.GetPriceRequest{ProductId: id})
		if got := status.Code(err); got != want {
			t.Errorf("%q: got %s, want %s", id, got, want)
		}
	}
}

func BenchmarkPriceOverGRPC(b *testing.B) {
	pricing := client(b)
	for b.Loop() {
		if _, err := pricing.GetPrice(b.Context(), &pricingpb.GetPriceRequest{ProductId: "tea-pot"}); err != nil {
			b.Fatal(err)
		}
	}
}
