// Yaml-reader reads YAML documents as kubectl does and prints each as a line of JSON; a document that kubectl can't read becomes
// the line {"error": "…"}. Documents are split, parsed and turned into JSON by the code that kubectl has (cli-runtime,
// pkg/resource/visitor.go).
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	lines := json.NewEncoder(output)
	lines.SetEscapeHTML(false)
	decoder := yaml.NewYAMLOrJSONDecoder(os.Stdin, 4096)
	for {
		var document json.RawMessage
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return
		}
		var answer any = document
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		if err := lines.Encode(answer); err != nil {
			log.Fatal(err)
		}
	}
}
