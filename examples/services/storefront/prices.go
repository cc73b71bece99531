package main

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"example.com/shop/pricing/pricingpb"
)

// pricingTimeout is all the time that a page may wait for a price, with retries.
const pricingTimeout = 500 * time.Millisecond

// pricingConfig retries a call that did not reach a server, and spreads calls when the name has several addresses.
const pricingConfig = `{
	"loadBalancingConfig": [{"round_robin": {}}],
	"methodConfig": [{
		"name": [{"service": "shop.pricing.v1.Pricing"}],
		"retryPolicy": {
			"maxAttempts": 3, "initialBackoff": "0.02s", "maxBackoff": "0.1s", "backoffMultiplier": 2,
			"retryableStatusCodes": ["UNAVAILABLE"]
		}
	}]
}`

// A price is in the smallest unit of its currency.
type price struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// String assumes a currency with two decimals, as all of ours have.
func (p price) String() string {
	return fmt.Sprintf("%d.%02d %s", p.Amount/100, p.Amount%100, p.Currency)
}

type prices struct{ client pricingpb.PricingClient }

// dialPricing does not connect: the first call does. Nobody publishes a configuration of the client in DNS, and where no name server answers, looking for
// one would take longer than a page may wait.
func dialPricing(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient("dns:///"+address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(pricingConfig),
		grpc.WithDisableServiceConfig(),
		grpc.WithStatsHandler(otelgrpc.NewClientHandler()),
	)
}

// of answers gRPC errors.
func (p prices) of(ctx context.Context, product string) (price, error) {
	ctx, cancel := context.WithTimeout(ctx, pricingTimeout)
	defer cancel()
	answer, err := p.client.GetPrice(ctx, &pricingpb.GetPriceRequest{ProductId: product})
	if err != nil {
		return price{}, err
	}
	return price{Amount: answer.Amount, Currency: answer.Currency}, nil
}
