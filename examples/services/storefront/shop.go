package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/mail"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const (
	maxQuantity  = 100
	maxOrderBody = 16 << 10 // bytes
)

// shop answers the public requests.
type shop struct {
	prices interface {
		of(ctx context.Context, product string) (price, error)
	}
	orders interface {
		add(ctx context.Context, o order) (order, error)
		get(ctx context.Context, id string) (order, error)
	}
}

func (s *shop) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.home)
	mux.HandleFunc("GET /products/{id}", s.product)
	mux.HandleFunc("POST /orders", s.placeOrder)
	mux.HandleFunc("GET /orders/{id}", s.order)
	return mux
}

func (s *shop) home(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"name": "shop", "product": "/products/{id}", "orders": "/orders"})
}

func (s *shop) product(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	p, err := s.prices.of(r.Context(), id)
	if err != nil {
		refusePrice(w, r, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{"id": id, "price": p})
}

func (s *shop) placeOrder(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Product  string `json:"product"`
		Quantity int    `json:"quantity"`
		Email    string `json:"email"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxOrderBody)).Decode(&asked); err != nil {
		refuse(w, http.StatusBadRequest, "need a JSON object with product, quantity and email")
		return
	}
	email, err := mail.ParseAddress(asked.Email)
	if err != nil || asked.Quantity < 1 || asked.Quantity > maxQuantity {
		refuse(w, http.StatusUnprocessableEntity, "need a quantity from 1 to 100 and an e-mail address")
		return
	}
	unit, err := s.prices.of(r.Context(), asked.Product)
	if err != nil {
		refusePrice(w, r, err)
		return
	}
	total := price{Amount: unit.Amount * int64(asked.Quantity), Currency: unit.Currency}
	o, err := s.orders.add(r.Context(), order{
		Product: asked.Product, Quantity: asked.Quantity, Total: total, Email: email.Address,
	})
	if err != nil {
		unavailable(w, r, "orders can't be taken now", err)
		return
	}
	w.Header().Set("Location", "/orders/"+o.ID)
	answer(w, http.StatusCreated, o)
}

func (s *shop) order(w http.ResponseWriter, r *http.Request) {
	o, err := s.orders.get(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, errNoOrder):
		refuse(w, http.StatusNotFound, err.Error())
	case err != nil:
		unavailable(w, r, "orders can't be read now", err)
	default:
		answer(w, http.StatusOK, o)
	}
}

// refusePrice answers 404 for a product that is not sold, 503 while pricing can't be reached, and 502 if it fails.
func refusePrice(w http.ResponseWriter, r *http.Request, err error) {
	switch status.Code(err) {
	case codes.NotFound, codes.InvalidArgument:
		refuse(w, http.StatusNotFound, "no such product")
	case codes.Unavailable, codes.DeadlineExceeded:
		unavailable(w, r, "prices can't be had now", err)
	default:
		slog.ErrorContext(r.Context(), "pricing failed", "error", err)
		refuse(w, http.StatusBadGateway, "the price could not be found out")
	}
}

func unavailable(w http.ResponseWriter, r *http.Request, message string, err error) {
	slog.WarnContext(r.Context(), message, "error", err)
	w.Header().Set("Retry-After", "1")
	refuse(w, http.StatusServiceUnavailable, message)
}

func refuse(w http.ResponseWriter, code int, message string) {
	answer(w, code, map[string]string{"error": message})
}

// answer ignores the error of writing: the client is gone then.
func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}
