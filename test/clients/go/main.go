// Calls each vector through the client that oapi-codegen generates into atomscale/.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"atomscale.example/clients/atomscale"
	"github.com/google/uuid"
)

type vector struct {
	OperationID    string               `json:"operationId"`
	PathParameters map[string]uuid.UUID `json:"pathParameters"`
	Body           json.RawMessage      `json:"body"`
}

func read[T any](raw json.RawMessage) T {
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		panic(err)
	}
	return value
}

func failed(err error) map[string]any {
	return map[string]any{"crash": err.Error()}
}

func outcome[T any](status int, body []byte, reply *T) map[string]any {
	if reply != nil {
		return map[string]any{"reply": reply}
	}
	return map[string]any{"status": status, "error": string(body)}
}

func call(client *atomscale.ClientWithResponses, v vector) map[string]any {
	ctx := context.Background()
	ids := v.PathParameters
	switch v.OperationID {
	case "updateDataEntry":
		response, err := client.UpdateDataEntryWithResponse(ctx, ids["data_id"], read[atomscale.DataEntryPatch](v.Body))
		if err != nil {
			return failed(err)
		}
		return outcome(response.StatusCode(), response.Body, response.JSON200)
	case "updateSampleAnnotation":
		response, err := client.UpdateSampleAnnotationWithResponse(ctx, ids["physical_sample_id"], ids["annotation_id"],
			read[atomscale.SampleAnnotationPatch](v.Body))
		if err != nil {
			return failed(err)
		}
		return outcome(response.StatusCode(), response.Body, response.JSON200)
	case "updateTargetMaterialLayer":
		response, err := client.UpdateTargetMaterialLayerWithResponse(ctx, read[atomscale.TargetMaterialLayerPatch](v.Body))
		if err != nil {
			return failed(err)
		}
		return outcome(response.StatusCode(), response.Body, response.JSON200)
	}
	panic("The driver does not know " + v.OperationID + ".")
}

func main() {
	file, url, key := os.Args[1], os.Args[2], os.Args[3]
	raw, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	withKey := atomscale.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.Header.Set("X-API-KEY", key)
		return nil
	})
	for index, v := range read[struct{ Vectors []vector }](raw).Vectors {
		client, err := atomscale.NewClientWithResponses(fmt.Sprintf("%s/%d", url, index), withKey)
		if err != nil {
			panic(err)
		}
		if err := json.NewEncoder(os.Stdout).Encode(call(client, v)); err != nil {
			panic(err)
		}
	}
}
