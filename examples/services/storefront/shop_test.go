package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/pricing/pricingpb"
)

func request(t *testing.T, method, url, body string) (*http.Response, map[string]any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatalf("%s %s answered %q: %v", method, url, text, err)
	}
	return response, answer
}

func TestHomeNamesTheShop(t *testing.T) {
	response, answer := request(t, "GET", open(t, &shop{}).URL+"/", "")
	if response.StatusCode != http.StatusOK || answer["name"] != "shop" {
		t.Errorf("got %d %v", response.StatusCode, answer)
	}
}

func TestProductHasThePriceThatPricingSays(t *testing.T) {
	server := open(t, &shop{prices: pricingFunc(teaPot).start(t)})
	response, answer := request(t, "GET", server.URL+"/products/tea-pot", "")
	price, _ := answer["price"].(map[string]any)
	if response.StatusCode != http.StatusOK || answer["id"] != "tea-pot" || price["amount"] != 1290.0 || price["currency"] != "EUR" {
		t.Errorf("got %d %v", response.StatusCode, answer)
	}
}

func TestProductWithoutAPriceIsAnErrorInJSON(t *testing.T) {
	for code, want := range map[codes.Code]int{
		codes.NotFound:    http.StatusNotFound,
		codes.Unavailable: http.StatusServiceUnavailable,
		codes.Internal:    http.StatusBadGateway,
	} {
		server := open(t, &shop{prices: pricingFunc(func(context.Context, string) (*pricingpb.GetPriceResponse, error) {
			return nil, status.Error(code, "broken inside")
		}).start(t)})
		response, answer := request(t, "GET", server.URL+"/products/tea-pot", "")
		message, _ := answer["error"].(string)
		if response.StatusCode != want || message == "" || strings.Contains(message, "inside") {
			t.Errorf("%s: got %d %v, want %d and a message of our own", code, response.StatusCode, answer, want)
		}
	}
}

func TestPricingThatIsSilentIsGivenUpInTime(t *testing.T) {
	server := open(t, &shop{prices: pricingFunc(func(ctx context.Context, _ string) (*pricingpb.GetPriceResponse, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}).start(t)})
	began := time.Now()
	response, _ := request(t, "GET", server.URL+"/products/tea-pot", "")
	if response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Retry-After") == "" {
		t.Errorf("got %d, Retry-After %q; want 503 with a time", response.StatusCode, response.Header.Get("Retry-After"))
	}
	if took := time.Since(began); took > 10*pricingTimeout {
		t.Errorf("took %s", took)
	}
}

func TestPricingThatIsNotThereIsUnavailable(t *testing.T) {
	listener := listen(t)
	listener.Close()
	server := open(t, &shop{prices: pricesAt(t, listener.Addr().String())})
	response, _ := request(t, "GET", server.URL+"/products/tea-pot", "")
	if response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("got %d, want 503", response.StatusCode)
	}
}

func TestOrderIsStoredWithItsMailAndCanBeRead(t *testing.T) {
	pool := database(t)
	server := open(t, &shop{prices: pricingFunc(teaPot).start(t), orders: &orders{pool}})
	placed, _ := request(t, "POST", server.URL+"/orders", `{"product": "tea-pot", "quantity": 2, "email": "Ann <ann@shop.test>"}`)
	if placed.StatusCode != http.StatusCreated {
		t.Fatalf("got %d, want 201", placed.StatusCode)
	}
	read, answer := request(t, "GET", server.URL+placed.Header.Get("Location"), "")
	total, _ := answer["total"].(map[string]any)
	if read.StatusCode != http.StatusOK || answer["product"] != "tea-pot" || answer["quantity"] != 2.0 || total["amount"] != 2580.0 {
		t.Errorf("got %d %v", read.StatusCode, answer)
	}
	var recipient, body string
	if err := pool.QueryRow(t.Context(), "SELECT recipient, body FROM outbox").Scan(&recipient, &body); err != nil {
		t.Fatal(err)
	}
	if recipient != "ann@shop.test" || !strings.Contains(body, "2 x tea-pot, 25.80 EUR in total") {
		t.Errorf("got a mail to %q: %q", recipient, body)
	}
}

func TestOrderThatIsNotThereIsNotFound(t *testing.T) {
	server := open(t, &shop{orders: &orders{database(t)}})
	for _, id := range []string{"00000000-0000-0000-0000-000000000000", "1", "';--"} {
		if response, _ := request(t, "GET", server.URL+"/orders/"+id, ""); response.StatusCode != http.StatusNotFound {
			t.Errorf("%q: got %d, want 404", id, response.StatusCode)
		}
	}
}

func TestWrongOrderIsRefusedBeforeAnythingIsAsked(t *testing.T) {
	server := open(t, &shop{})
	for body, want := range map[string]int{
		`tea`: http.StatusBadRequest,
		`{"product": "tea-pot", "quantity": 0, "email": "ann@shop.test"}`:                       http.StatusUnprocessableEntity,
		`{"product": "tea-pot", "quantity": 101, "email": "ann@shop.test"}`:                     http.StatusUnprocessableEntity,
		`{"product": "tea-pot", "quantity": 1, "email": "ann"}`:                                 http.StatusUnprocessableEntity,
		`{"product": "tea-pot", "quantity": 1, "email": "ann@shop.test\r\nBcc: bob@shop.test"}`: http.StatusUnprocessableEntity,
		`{"product": "` + strings.Repeat("x", maxOrderBody) + `"}`:                              http.StatusBadRequest,
	} {
		if response, _ := request(t, "POST", server.URL+"/orders", body); response.StatusCode != want {
			t.Errorf("%.90s: got %d, want %d", body, response.StatusCode, want)
		}
	}
}

func TestDatabaseThatFailsMakesOrdersUnavailable(t *testing.T) {
	_, pool := emptyDatabase(t)
	server := open(t, &shop{prices: pricingFunc(teaPot).start(t), orders: &orders{pool}})
	placed, _ := request(t, "POST", server.URL+"/orders", `{"product": "tea-pot", "quantity": 2, "email": "ann@shop.test"}`)
	read, _ := request(t, "GET", server.URL+"/orders/00000000-0000-0000-0000-000000000000", "")
	if placed.StatusCode != http.StatusServiceUnavailable || read.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("got %d and %d, want 503", placed.StatusCode, read.StatusCode)
	}
}
