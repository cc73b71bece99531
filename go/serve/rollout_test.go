package serve_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/gantry/serve"
)

// balancer spreads new connections, as kube-proxy does: a connection stays where it is, and a program that is not ready
// gets no new one once the balancer has heard of it, which takes lag.
type balancer struct {
	mu       sync.Mutex
	backends []string
	next     int
}

func (b *balancer) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	b.mu.Lock()
	b.next++
	address := b.backends[b.next%len(b.backends)]
	b.mu.Unlock()
	return new(net.Dialer).DialContext(ctx, network, address)
}

func (b *balancer) removeWhenNotReady(t *testing.T, address string, lag time.Duration) {
	eventually(t, "readiness is off", func() bool {
		return get(t, newClient(t), "http://"+address+"/readyz").StatusCode != http.StatusOK
	})
	time.Sleep(lag)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.backends = slices.DeleteFunc(b.backends, func(a string) bool { return a == address })
}

// The body can't be read twice, so the client may not try again.
func post(client *http.Client) error {
	response, err := client.Post("http://shop.test/", "text/plain", io.MultiReader(strings.NewReader("order")))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

func TestReplacingAProgramUnderLoadLosesNoRequest(t *testing.T) {
	settings := times(300*time.Millisecond, 2*time.Second)
	old := begin(t, serve.Options{Settings: settings}, serve.HTTP(hello))
	young := begin(t, serve.Options{Settings: settings}, serve.HTTP(hello))
	b := &balancer{backends: []string{old.at(t, ":8080"), young.at(t, ":8080")}}
	ctx, cancel := context.WithCancel(t.Context())
	var answered, failed atomic.Int64
	var clients sync.WaitGroup
	for range 8 {
		transport := &http.Transport{DialContext: b.dial}
		client := &http.Client{Transport: transport, Timeout: patience}
		clients.Go(func() {
			defer transport.CloseIdleConnections()
			for ctx.Err() == nil {
				if err := post(client); err != nil {
					failed.Add(1)
					t.Log(err)
				}
				answered.Add(1)
			}
		})
	}
	eventually(t, "there is load", func() bool { return answered.Load() > 500 })
	old.stop()
	b.removeWhenNotReady(t, old.at(t, ":8080"), 100*time.Millisecond)
	if err := old.wait(t); err != nil {
		t.Errorf("got %v, want no error", err)
	}
	before := answered.Load()
	eventually(t, "the load goes on", func() bool { return answered.Load() > before+500 })
	cancel()
	clients.Wait()
	if failed.Load() > 0 {
		t.Errorf("%d of %d requests failed", failed.Load(), answered.Load())
	}
}
