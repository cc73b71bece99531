package main

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/pricing/pricingpb"
)

// catalogue is what the shop sells, in euro cents.
var catalogue = map[string]int64{
	"espresso-cup": 1290,
	"milk-jug":     2450,
	"tea-pot":      3900,
}

type server struct {
	pricingpb.UnimplementedPricingServer
	prices map[string]int64
}

func (s *server) GetPrice(_ context.Context, r *pricingpb.GetPriceRequest) (*pricingpb.GetPriceResponse, error) {
	if r.ProductId == "" {
		return nil, status.Error(codes.InvalidArgument, "product_id: empty, need the id of a product")
	}
	amount, sold := s.prices[r.ProductId]
	if !sold {
		return nil, status.Errorf(codes.NotFound, "product %q is not sold", r.ProductId)
	}
	return &pricingpb.GetPriceResponse{Amount: amount, Currency: "EUR"}, nil
}
