package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"atomscale.example/clients/atomscale"
	"github.com/google/uuid"
)

func main() {
	client, err := atomscale.NewClientWithResponses(
		os.Getenv("ATOMSCALE_API_ENDPOINT"), // https://api.atomscale.ai
		atomscale.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
			request.Header.Set("X-API-KEY", os.Getenv("ATOMSCALE_API_KEY"))
			return nil
		}),
	)
	if err != nil {
		panic(err)
	}
	status := atomscale.DataEntryPatchPipelineStatus("success")
	response, err := client.UpdateDataEntryWithResponse(
		context.Background(),
		uuid.MustParse("d290f1ee-6c54-4b01-90e6-d701748f0851"),
		atomscale.DataEntryPatch{PipelineStatus: &status},
	)
	if err != nil {
		panic(err) // No response came: whether the record was changed is unknown.
	}
	if response.JSON200 != nil {
		fmt.Println("updated:", response.JSON200.RawName, response.JSON200.PipelineStatus)
	} else {
		fmt.Println("failed:", response.StatusCode(), string(response.Body))
	}
}
