package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

const maxAnswer = 64 << 10 // bytes

// errRefused is an answer that a second try would not change.
var errRefused = errors.New("refused")

// A webhook posts to a chat. Its URL is a secret, so no error names it.
type webhook struct {
	kind   string // wecom or slack
	url    string
	client *http.Client
}

func (w webhook) post(ctx context.Context, text string) error {
	body, err := json.Marshal(w.message(text))
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url, bytes.NewReader(body))
	if err != nil {
		return withoutURL(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := w.client.Do(request)
	if err != nil {
		return withoutURL(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return err
	}
	return w.judge(response.StatusCode, answer)
}

func (w webhook) message(text string) any {
	if w.kind == "slack" {
		return map[string]string{"text": text}
	}
	return map[string]any{"msgtype": "markdown", "markdown": map[string]string{"content": text}}
}

// judge knows that WeCom reports failures in an answer of code 200: errcode 0 is success, 45009 "too many messages".
func (w webhook) judge(code int, answer []byte) error {
	switch {
	case code == http.StatusTooManyRequests || code >= 500:
		return fmt.Errorf("the webhook answered %d", code)
	case code >= 300:
		return fmt.Errorf("%w: the webhook answered %d", errRefused, code)
	case w.kind == "slack":
		return nil
	}
	var result struct {
		Code    *int   `json:"errcode"`
		Message string `json:"errmsg"`
	}
	switch err := json.Unmarshal(answer, &result); {
	case err != nil || result.Code == nil:
		return fmt.Errorf("%w: the webhook's answer has no errcode", errRefused)
	case *result.Code == 0:
		return nil
	case *result.Code == 45009:
		return fmt.Errorf("the webhook answered errcode 45009, %s", result.Message)
	default:
		return fmt.Errorf("%w: the webhook answered errcode %d, %s", errRefused, *result.Code, result.Message)
	}
}

func withoutURL(err error) error {
	var outer *url.Error
	if errors.As(err, &outer) {
		return fmt.Errorf("the webhook can't be reached: %w", outer.Err)
	}
	return err
}
