// The transcript of a page that does not exist, for an operation that is added to a copy of the tree only.

export const operationId = "updateProject";
export const path = "/projects/{project_id}";

/** Goes into `pages` of test/contract/pages.ts. */
export const page = `  updateProject: {
    title: "Update Project",
    url: "https://docs.atomscale.ai/api-reference/projects/update",
    method: "PATCH",
    path: "/projects/{project_id}",
    pathParameters: { project_id: { type: "string", uuid: true, required: true } },
    request: { name: { type: "string" }, budget: { type: "number" } },
    reply: {
      id: { type: "string", uuid: true },
      name: { type: "string" },
      budget: { type: "number", nullable: true },
    },
    example: {
      pathParameters: { project_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7" },
      request: { name: "Oxide superlattices", budget: 12.5 },
      reply: { id: "7c9e6679-7425-40de-944b-e07fc1f90ae7", name: "Oxide superlattices", budget: 12.5 },
    },
  },
`;

/** Goes into \`beyond\` of test/contract/beyond-pages.ts. */
export const beyond = `  updateProject: { identifiedBy: { project_id: "id" }, request: {}, reply: {} },
`;

/** Goes into openapi/openapi.yaml, under tags and under paths. */
export const tag = `  - name: Projects
    description: Projects, which samples and data belong to.
`;
export const reference = `  /projects/{project_id}:
    $ref: paths/project.yaml
`;

/** Goes to the end of openapi/verify.arazzo.yaml. */
export const workflow = `  - workflowId: updateProject
    summary: Rename a project
    inputs:
      type: object
      required: [project_id, name]
      properties:
        project_id: { type: string }
        name: { type: string }
    steps:
      - stepId: update
        operationId: updateProject
        parameters:
          - { name: project_id, in: path, value: $inputs.project_id }
        requestBody:
          contentType: application/json
          payload:
            name: $inputs.name
        successCriteria:
          - condition: $statusCode == 200
          - condition: $response.body#/id == $inputs.project_id
          - condition: $response.body#/name == $inputs.name
`;
