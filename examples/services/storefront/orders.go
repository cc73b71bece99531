package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

var errNoOrder = errors.New("no such order")

type order struct {
	ID        string    `json:"id"`
	Product   string    `json:"product"`
	Quantity  int       `json:"quantity"`
	Total     price     `json:"total"`
	Email     string    `json:"-"`
	CreatedAt time.Time `json:"createdAt"`
}

type orders struct{ pool *pgxpool.Pool }

// add stores the order and the mail that confirms it, both or neither.
func (s *orders) add(ctx context.Context, o order) (order, error) {
	const insert = `INSERT INTO orders (product_id, quantity, amount, currency, email)
		VALUES ($1, $2, $3, $4, $5) RETURNING id::text, created_at`
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		row := tx.QueryRow(ctx, insert, o.Product, o.Quantity, o.Total.Amount, o.Total.Currency, o.Email)
		if err := row.Scan(&o.ID, &o.CreatedAt); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO outbox (recipient, subject, body) VALUES ($1, $2, $3)",
			o.Email, "Your order "+o.ID, o.confirmation())
		return err
	})
	return o, err
}

func (o order) confirmation() string {
	return fmt.Sprintf("Thank you for your order.\n\n%d x %s, %s in total.\n", o.Quantity, o.Product, o.Total)
}

// get answers errNoOrder also for an id that no order can have.
func (s *orders) get(ctx context.Context, id string) (order, error) {
	const query = `SELECT id::text, product_id, quantity, amount, currency, created_at FROM orders WHERE id = $1`
	var key pgtype.UUID
	if err := key.Scan(id); err != nil {
		return order{}, errNoOrder
	}
	var o order
	err := s.pool.QueryRow(ctx, query, key).
		Scan(&o.ID, &o.Product, &o.Quantity, &o.Total.Amount, &o.Total.Currency, &o.CreatedAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return order{}, errNoOrder
	}
	return o, err
}
