CREATE TABLE orders (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id text        NOT NULL,
    quantity   integer     NOT NULL CHECK (quantity > 0),
    amount     bigint      NOT NULL,
    currency   text        NOT NULL,
    email      text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
